#include "core/random.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/vec_math.h"

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

// Box-Muller turns the pair of uniforms at counters (j, j + kHalf) of a block into the pair of normals at (j, j +
// kHalf). A block is small so that a partial last one wastes little, and half of it fills one AVX-512 register.
constexpr std::uint32_t kHalf = kNormalBlock / 2;

inline void normal_block(RandomKey key, std::uint32_t counter, float* out) {
  for (std::uint32_t j = 0; j < kHalf; ++j) {
    // 1 - u lies in (0, 1], so the logarithm is finite; the largest normal is sqrt(48 ln 2) = 5.77.
    const float radius = std::sqrt(-2.0F * fast_log(1.0F - to_unit(random_bits(key, counter + j))));
    float s = 0.0F;
    float c = 0.0F;
    fast_sin_cos_2pi(to_unit(random_bits(key, counter + kHalf + j)), s, c);
    out[j] = radius * c;
    out[kHalf + j] = radius * s;
  }
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
  const auto n = static_cast<std::uint32_t>(out.size());
  float* const data = out.data();
  for (std::uint32_t i = 0; i < n; ++i) data[i] = to_unit(random_bits(key, i));
}

void fill_normal(RandomKey key, std::span<float> out, std::uint32_t first) {
  assert(first % kNormalBlock == 0);
  const auto n = static_cast<std::uint32_t>(out.size());
  const std::uint32_t whole = n - n % kNormalBlock;
  for (std::uint32_t i = 0; i < whole; i += kNormalBlock) normal_block(key, first + i, out.data() + i);
  if (whole == n) return;
  float last[kNormalBlock];
  normal_block(key, first + whole, last);
  std::copy_n(last, n - whole, out.data() + whole);
}

void shuffle(RandomKey key, std::span<std::uint32_t> items) {
  RandomSequence random(key);
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace lab
