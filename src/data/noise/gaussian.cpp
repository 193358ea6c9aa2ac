#include "data/noise/gaussian.h"

#include "core/normal.h"

namespace lab {

void add_gaussian_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels) {
  change_by_normal(key, 0, level, pixels, [=]<class F>(F old, F radius, F direction) {
    return range.clamp(multiply_add(radius, direction, old));
  });
}

}  // namespace lab
