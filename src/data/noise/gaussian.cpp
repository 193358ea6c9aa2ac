#include "data/noise/gaussian.h"

#include "core/normal.h"

namespace lab {

void add_gaussian_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels) {
  change_by_normal(key, 0, pixels,
                   [=]<class F>(F old, F normal) { return range.clamp(multiply_add(splat<F>(level), normal, old)); });
}

}  // namespace lab
