#include "data/noise/masking.h"

#include <cstdint>

namespace lab {

void add_masking_noise(float level, RandomKey key, std::span<float> pixels) {
  const auto n = static_cast<std::uint32_t>(pixels.size());
  float* const x = pixels.data();
  for (std::uint32_t i = 0; i < n; ++i) {
    const float old = x[i];
    x[i] = to_unit(random_bits(key, i)) < level ? 0.0F : old;
  }
}

}  // namespace lab
