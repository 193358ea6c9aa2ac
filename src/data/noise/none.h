#pragma once

#include <span>

#include "core/random.h"
#include "data/noise/pixel_range.h"

namespace lab {

/// Leaves the image as it is: a plain autoencoder's "noise".
void add_no_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels);

}  // namespace lab
