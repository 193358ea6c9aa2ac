#pragma once

#include <span>

#include "core/random.h"
#include "data/noise/pixel_range.h"

namespace lab {

/// Adds level * N(0, 1) to every pixel, independently: the sources' x + 0.5 N(0, 1).
void add_gaussian_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels);

}  // namespace lab
