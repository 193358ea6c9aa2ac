#include "data/noise/salt_pepper.h"

namespace lab {

void add_salt_pepper_noise(float level, RandomKey key, std::span<float> pixels) {
  change_at_random(key, pixels, [level]<class F>(F old, BitsOf<F> bits) {
    // One draw decides both: its top 24 bits whether the pixel goes, its lowest bit what takes the place.
    const F replacement = to_float<F>(std::bit_cast<IntOf<F>>(bits & 1U));
    return to_unit<F>(bits) < level ? replacement : old;
  });
}

}  // namespace lab
