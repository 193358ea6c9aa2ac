#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "data/png.h"

/// Telling ink from paper in a grey picture (one channel).
namespace lab::photo {

/// Part of a picture: columns left..right - 1, rows top..bottom - 1.
struct Box {
  int left = 0, top = 0, right = 0, bottom = 0;

  [[nodiscard]] int width() const { return right - left; }
  [[nodiscard]] int height() const { return bottom - top; }
  [[nodiscard]] int longer() const { return width() > height() ? width() : height(); }
};

/// Whether the ink is lighter than the paper: the minority of pixels that differ from their surroundings decides, those
/// in the middle of the picture more than those at its edges.
[[nodiscard]] bool ink_is_light(const Picture& grey);

/// How much ink there is at each pixel, 0 (as bright as the paper around it) to 255 (black), whatever light falls on
/// the paper. The paper's brightness is what is left of the reduced picture when everything narrower than a quarter of
/// it is taken away (a morphological closing), smoothed; the picture is divided by it. `light`: ink lighter than paper.
[[nodiscard]] Picture ink_strength(const Picture& grey, bool light);

/// The level that parts `counts` (256 levels) into two classes with the most variance between them (Otsu, IEEE Trans.
/// Syst. Man Cybern. 9, 1979, eq. 18): levels above it are the upper class.
[[nodiscard]] int otsu(const std::vector<int>& counts);

/// The digit among the ink.
struct Digit {
  Box box;                         ///< of all its pieces; empty where there is none
  std::vector<std::uint8_t> mask;  ///< per pixel: 255 the digit, kOtherInk other ink, 0 paper
  float threshold = 0.0F;          ///< more ink than this is ink

  [[nodiscard]] bool found() const { return box.right > box.left; }
};
inline constexpr std::uint8_t kOtherInk = 96;

/// The largest connected ink that is not at the edge of the picture as frames, tables and shadows are, with the smaller
/// pieces close to it (the bar of a 5). The threshold is Otsu's, found around the digit, times `factor`.
[[nodiscard]] Digit find_digit(const Picture& strength, float factor);

}  // namespace lab::photo
