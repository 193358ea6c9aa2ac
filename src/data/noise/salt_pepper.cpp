#include "data/noise/salt_pepper.h"

namespace lab {
namespace {
constexpr std::uint32_t kOne = 0x3F800000U;  // the bits of 1.0F
}

void add_salt_pepper_noise(float level, const PixelRange& /*range*/, RandomKey key, std::span<float> pixels) {
  change_at_random(key, pixels, [limit = chance(level)]<class F>(F old, BitsOf<F> bits) {
    // One draw decides both: its top 24 bits whether the pixel goes, its lowest bit what takes the place.
    const F replacement = std::bit_cast<F>((BitsOf<F>{} - (bits & 1U)) & kOne);
    return select(happens<F>(bits, limit), replacement, old);
  });
}

}  // namespace lab
