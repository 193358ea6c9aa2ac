#include "data/noise/masking.h"

namespace lab {

void add_masking_noise(float level, const PixelRange& /*range*/, RandomKey key, std::span<float> pixels) {
  change_at_random(key, pixels, [limit = chance(level)]<class F>(F old, BitsOf<F> bits) {
    return select(happens<F>(bits, limit), F{}, old);
  });
}

}  // namespace lab
