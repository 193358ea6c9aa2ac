#pragma once

#include <span>

#include "core/random.h"
#include "data/noise/pixel_range.h"

namespace lab {

/// Multiplicative noise, as in radar and ultrasound pictures: x + level * x * N(0, 1), so black stays black. Not
/// clipped here.
void add_speckle_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels);

}  // namespace lab
