#pragma once

#include <span>

#include "core/random.h"

namespace lab {

/// Adds level * N(0, 1) to every pixel, independently: the sources' x + 0.5 N(0, 1). Not clipped here.
void add_gaussian_noise(float level, RandomKey key, std::span<float> pixels);

}  // namespace lab
