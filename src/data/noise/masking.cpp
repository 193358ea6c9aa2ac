#include "data/noise/masking.h"

namespace lab {

void add_masking_noise(float level, RandomKey key, std::span<float> pixels) {
  change_at_random(key, pixels,
                   [level]<class F>(F old, BitsOf<F> bits) { return to_unit<F>(bits) < level ? F{} : old; });
}

}  // namespace lab
