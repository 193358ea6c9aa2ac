#pragma once

#include <span>

#include "core/random.h"
#include "data/noise/pixel_range.h"

namespace lab {

/// Replaces each pixel with probability `level`: by 0 or 1 with equal chance. Level 1 leaves nothing of the image.
void add_salt_pepper_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels);

}  // namespace lab
