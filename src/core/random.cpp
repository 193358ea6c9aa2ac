#include "core/random.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
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

// Box-Muller turns 32 random bits at counter j of a block into the pair of normals at (j, j + kHalf): 20 bits make the
// radius, 12 the direction. A block is small so that a partial last one wastes little, and half of it fills one AVX-512
// register.
constexpr std::uint32_t kHalf = kNormalBlock / 2;

constexpr struct {
  Constant<float> radius_step = 0x1p-20F;
  Constant<float> half_radius_step = 0x1p-21F;
  Constant<std::int32_t> root_of_half = 0x3F3504F3;
  Constant<float> one = 1.0F;
  // Minimax polynomial for -2 log(1 + f) / f where 1 + f is in [sqrt(1/2), sqrt(2)); 1.5e-5 off.
  Constant<float> log[6] = {0.29324928F, -0.443375467F, 0.507183044F, -0.664965383F, 0.999828095F, -2.00001107F};
  Constant<float> minus_2_ln2 = -1.3862943611F;
  Constant<std::uint32_t> direction_mask = 1023U;
  Constant<float> direction_step = 0x1p-10F;
  Constant<float> first_direction = 0x1p-11F - 0.5F;
  // sin(pi/2 r) / r and cos(pi/2 r) in r^2 for |r| < 1/2; 2e-6 and 3e-8 off.
  Constant<float> sin[3] = {0.0779550295F, -0.645801839F, 1.57079408F};
  Constant<float> cos[4] = {-0.0204083525F, 0.253598644F, -1.23369701F, 0.999999972F};
  Constant<std::uint32_t> quarter_bit_0 = 1U << 10;
  Constant<std::uint32_t> quarter_bit_1 = 2U << 10;
} kNormal;

/// Blocks at a time. What is drawn goes through three loops over all of them instead of one: from the bits to both
/// normals is so long a chain that a processor looks ahead over two or three vectors only, over ten of each part.
constexpr std::uint32_t kBatch = 8;

inline void fill_blocks(RandomKey key, std::uint32_t counter, std::uint32_t blocks, float* out) {
  using F = Vec<kWidestLanes>;
  using Int = IntOf<F>;
  using Bits = BitsOf<F>;
  const auto* const k = in_memory<F>(kNormal);
  Bits drawn[kBatch * kHalf / kWidestLanes];
  F radii[std::size(drawn)];
  const std::uint32_t vectors = blocks * kHalf / kWidestLanes;

  RandomVectors<Bits> random(key, counter);
  for (std::uint32_t i = 0; i < vectors; ++i) {
    drawn[i] = random.draw();
    if ((i + 1) * kWidestLanes % kHalf == 0) random.skip(kHalf);  // the second half has no bits of its own
  }
  for (std::uint32_t i = 0; i < vectors; ++i) {
    // u is in (0, 1), never 0 nor 1; the largest radius is sqrt(42 ln 2) = 5.4.
    const F u = multiply_add(to_float<F>(std::bit_cast<Int>(drawn[i] >> 12)), splat<F>(k->radius_step),
                             splat<F>(k->half_radius_step));
    const Int u_bits = std::bit_cast<Int>(u);
    const Int exponent = (u_bits - splat<Int>(k->root_of_half)) >> 23;
    const F f = std::bit_cast<F>(u_bits - (exponent << 23)) - splat<F>(k->one);
    radii[i] =
        square_root(multiply_add(f, detail::polynomial(f, k->log), to_float<F>(exponent) * splat<F>(k->minus_2_ln2)));
  }
  for (std::uint32_t i = 0; i < vectors; ++i) {
    const Bits bits = drawn[i];
    const F r = multiply_add(to_float<F>(std::bit_cast<Int>(bits & splat<Bits>(k->direction_mask))),
                             splat<F>(k->direction_step), splat<F>(k->first_direction));
    const F z = r * r;
    const Bits s = std::bit_cast<Bits>(detail::polynomial(z, k->sin) * r * radii[i]);
    const Bits c = std::bit_cast<Bits>(detail::polynomial(z, k->cos) * radii[i]);
    // Odd quarters of the circle swap sine and cosine; the sine turns negative in quarters 2 and 3, the cosine in 1
    // and 2.
    const Bits bit_0 = splat<Bits>(k->quarter_bit_0);
    const Bits bit_1 = splat<Bits>(k->quarter_bit_1);
    const Bits swapped = (s ^ c) & (Bits{} - ((bits & bit_0) >> 10));
    float* const to = out + i * kWidestLanes / kHalf * kNormalBlock + i * kWidestLanes % kHalf;
    store<kWidestLanes>(to, std::bit_cast<F>(c ^ swapped ^ (((bits + bit_0) & bit_1) << 20)));
    store<kWidestLanes>(to + kHalf, std::bit_cast<F>(s ^ swapped ^ ((bits & bit_1) << 20)));
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
  change_at_random(key, out, []<class F>(F, BitsOf<F> bits) { return to_unit<F>(bits); });
}

void fill_normal(RandomKey key, std::span<float> out, std::uint32_t first) {
  assert(first % kNormalBlock == 0);
  const auto n = static_cast<std::uint32_t>(out.size());
  const std::uint32_t whole = n - n % kNormalBlock;
  constexpr std::uint32_t kStep = kBatch * kNormalBlock;
  for (std::uint32_t i = 0; i < whole; i += kStep) {
    fill_blocks(key, first + i, std::min(kStep, whole - i) / kNormalBlock, out.data() + i);
  }
  if (whole == n) return;
  float last[kNormalBlock];
  fill_blocks(key, first + whole, 1, last);
  std::copy_n(last, n - whole, out.data() + whole);
}

void shuffle(RandomKey key, std::span<std::uint32_t> items) {
  RandomSequence random(key);
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace lab
