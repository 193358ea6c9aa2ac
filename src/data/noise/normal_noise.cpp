#include "data/noise/normal_noise.h"

#include "core/normal.h"

namespace lab {

void add_normal_noise(float constant, float proportional, const PixelRange& range, RandomKey key,
                      std::span<float> pixels) {
  change_by_normal(key, 0, pixels, [=]<class F>(F old, F normal) {
    const F deviation = multiply_add(splat<F>(proportional), old, splat<F>(constant));
    return range.clamp(multiply_add(deviation, normal, old));
  });
}

}  // namespace lab
