#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/digits/raster.h"

namespace lab {

/// Where a pen was on a square drawing area: 0 to 1 across it, y downwards.
struct PenPoint {
  float x = 0.0F;
  float y = 0.0F;
  float pressure = 0.5F;  ///< 0 to 1; 0.5 where the device tells none

  bool operator==(const PenPoint&) const = default;
};

/// What a pen draws without being lifted, point after point. One point is a dot.
using PenStroke = std::vector<PenPoint>;

namespace digits {

/// The smooth curve through the strokes' points, in the area's coordinates, with the radius in pixels of the image that
/// the generator's own pen has at that pressure. Sharp turns stay sharp. Strokes of more points than a track holds are
/// followed in longer steps; of more than 128 strokes the first are taken, and strokes without points are left out.
[[nodiscard]] Track trace_strokes(std::span<const PenStroke> strokes);

}  // namespace digits

/// Draws the strokes as MNIST's digits are: fitted into a box of 20 x 20 pixels whatever their size, with the centre of
/// mass in the middle of the 28 x 28 image. What is no larger than the pen is a dot; no strokes leave the image black.
void draw_strokes(std::span<const PenStroke> strokes, std::span<std::uint8_t, 784> image);

}  // namespace lab
