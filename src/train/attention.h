#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "train/pick.h"

namespace lab {

/// What is open below the large pictures. Observations that only one of them shows are made only while it is open.
enum class OpenView : std::uint8_t { denoise, code, network, noise };

/// Codes to decode besides that of the picture looked at. Immutable: another list is another object.
struct CodeList {
  int size = 0;               ///< numbers of one code
  std::vector<float> values;  ///< code after code

  [[nodiscard]] int count() const { return size > 0 ? static_cast<int>(values.size()) / size : 0; }
};

/// What somebody looks at: tells the observations what to make. One plain value; a new one replaces the old one.
struct Attention {
  Pick spotlight = {};  ///< the picture shown large
  int strip_first = 0;  ///< the first of the test images in the strip, taken modulo their count
  OpenView view = OpenView::denoise;
  std::vector<float> code = {};  ///< decoded instead of the spotlight's own code, if it has as many numbers; or empty

  // Code.
  std::shared_ptr<const CodeList> codes = {};  ///< what Decoded decodes; or null
  Pick between_from = {};                      ///< what Between goes from and to
  Pick between_to = {1};

  // Network.
  int layer = 0;  ///< the layer that is chosen
  int unit = -1;  ///< the unit or channel of it that is chosen; -1: none

  // Noise.
  std::vector<std::string> noise_kinds = {};  ///< NoiseKind::name of those tried besides the training's own

  bool operator==(const Attention&) const = default;
};

}  // namespace lab
