#include "data/noise/gaussian.h"

#include "data/noise/normal_noise.h"

namespace lab {

void add_gaussian_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels) {
  add_normal_noise(level, 0.0F, range, key, pixels);
}

}  // namespace lab
