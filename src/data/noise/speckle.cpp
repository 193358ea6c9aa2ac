#include "data/noise/speckle.h"

#include "data/noise/normal_noise.h"

namespace lab {

void add_speckle_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels) {
  add_normal_noise(0.0F, level, range, key, pixels);
}

}  // namespace lab
