#pragma once

#include <span>

#include "core/random.h"
#include "data/noise/pixel_range.h"

namespace lab {

/// Sets each pixel to 0 with probability `level` (Vincent et al., "Extracting and composing robust features with
/// denoising autoencoders", 2008, section 2.3).
void add_masking_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels);

}  // namespace lab
