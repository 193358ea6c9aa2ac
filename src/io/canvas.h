#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "data/png.h"

namespace lab {

using Rgb = std::array<std::uint8_t, 3>;

/// A small RGB picture to draw figures on: rectangles, anti-aliased lines, text, grey images. Coordinates are pixels
/// from the top left; what falls outside is cut off.
class Canvas {
 public:
  Canvas(int width, int height, Rgb background);

  void fill_rect(int x, int y, int width, int height, Rgb color);
  /// A line of the given width in pixels with round ends.
  void line(float x0, float y0, float x1, float y1, float width, Rgb color);
  /// ASCII text, `scale` pixels per unit of a font 7 units high; (x, y) is the top left of the first letter.
  void text(int x, int y, std::string_view text, int scale, Rgb color);
  [[nodiscard]] static int text_width(std::string_view text, int scale);
  /// An image of 1 or 3 channels, each pixel a square of `zoom` pixels.
  void image(int x, int y, int width, int height, int channels, std::span<const std::uint8_t> pixels, int zoom);

  [[nodiscard]] const Picture& picture() const { return picture_; }

 private:
  void blend(int x, int y, float coverage, Rgb color);

  Picture picture_;
};

}  // namespace lab
