#pragma once

#include <cstdint>
#include <vector>

namespace lab {

/// What is open below the large pictures. Observations that only one of them shows are made only while it is open.
enum class OpenView : std::uint8_t { denoise, code };

/// What somebody looks at: tells the observations what to make. One plain value; a new one replaces the old one.
struct Attention {
  int spotlight = 0;    ///< which test image is shown large; any number, taken modulo their count
  int strip_first = 0;  ///< the first of those in the strip, likewise
  OpenView view = OpenView::denoise;
  std::vector<float> code = {};  ///< decoded instead of the spotlight's own code, if it has as many numbers; or empty

  bool operator==(const Attention&) const = default;
};

}  // namespace lab
