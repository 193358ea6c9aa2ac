#include "data/noise/salt_pepper.h"

#include <cstdint>

namespace lab {

void add_salt_pepper_noise(float level, RandomKey key, std::span<float> pixels) {
  const auto n = static_cast<std::uint32_t>(pixels.size());
  float* const x = pixels.data();
  for (std::uint32_t i = 0; i < n; ++i) {
    // One draw decides both: its top 24 bits whether the pixel goes, its lowest bit what takes the place.
    const std::uint32_t bits = random_bits(key, i);
    const auto replacement = static_cast<float>(static_cast<std::int32_t>(bits & 1U));
    // Read in any case, or Clang sees a branch around the store and does not vectorise.
    const float old = x[i];
    x[i] = to_unit(bits) < level ? replacement : old;
  }
}

}  // namespace lab
