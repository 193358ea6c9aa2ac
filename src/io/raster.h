#pragma once

#include <cstdint>
#include <vector>

#include "data/png.h"
#include "io/drawing.h"

namespace lab {

/// How many pixels a length of a drawing takes.
[[nodiscard]] int pixels_of(float length, float scale);

/// The drawing as RGB on white, `scale` pixels to a unit; edges are anti-aliased, rules and images fill whole pixels.
[[nodiscard]] Picture rasterize(const Drawing& drawing, float scale);

/// The drawing as a PNG file of that resolution, which the file names, so that a text processor shows it in its size.
[[nodiscard]] std::vector<std::uint8_t> to_png(const Drawing& drawing, int dots_per_inch);

}  // namespace lab
