#include "core/random.h"

#include <cstddef>
#include <utility>

#include "core/normal.h"

namespace lab {
namespace {

// One step of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014): a bijection, so
// feeding the arguments in one after the other loses nothing of the earlier ones.
std::uint64_t mix(std::uint64_t state, std::uint64_t value) {
  std::uint64_t z = (state ^ value) + 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

}  // namespace

RandomKey random_key(std::uint64_t seed, Stream stream, std::uint64_t index0, std::uint64_t index1) {
  std::uint64_t h = mix(0, seed);
  h = mix(h, static_cast<std::uint64_t>(stream));
  h = mix(h, index0);
  h = mix(h, index1);
  return {static_cast<std::uint32_t>(h), static_cast<std::uint32_t>(h >> 32)};
}

void fill_uniform(RandomKey key, std::span<float> out) {
  change_at_random(key, out, []<class F>(F, BitsOf<F> bits) { return to_unit<F>(bits); });
}

void fill_normal(RandomKey key, std::span<float> out, std::uint32_t first) {
  change_by_normal(key, first, 1.0F, out, []<class F>(F, F radius, F direction) { return radius * direction; });
}

void shuffle(RandomKey key, std::span<std::uint32_t> items) {
  RandomSequence random(key);
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace lab
