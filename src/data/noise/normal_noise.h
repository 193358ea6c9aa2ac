#pragma once

#include <span>

#include "core/random.h"
#include "data/noise/pixel_range.h"

namespace lab {

/// Adds (constant + proportional * pixel) * N(0, 1) to every pixel, independently, and clamps to `range`: what gaussian
/// noise and speckle have in common. (The generator is the longest loop of all noises; it is in the program once.)
void add_normal_noise(float constant, float proportional, const PixelRange& range, RandomKey key,
                      std::span<float> pixels);

}  // namespace lab
