#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <iterator>
#include <span>

#include "core/random.h"
#include "core/vec_math.h"

namespace lab {
namespace detail {

// Box-Muller turns 32 random bits at counter j of a block into the pair of normals at (j, j + kHalf): the lowest 20
// make the radius, the highest two are the signs, and the other ten, with the radius's below them, are the direction
// within a quarter of the circle. A block is small so that a partial last one wastes little, and half of it fills one
// AVX-512 register.
inline constexpr std::uint32_t kHalf = kNormalBlock / 2;

inline constexpr struct {
  Constant<std::int32_t> radius_mask = 0x000FFFFF;
  Constant<float> half = 0.5F;
  Constant<std::int32_t> root_of_half = 0x3F3504F3 + (20 << 23);
  Constant<std::int32_t> exponent_mask = ~0x007FFFFF;
  Constant<float> one = 0x1p20F;
  // -2 log(1 + f) / f where 1 + f is in [sqrt(1/2), sqrt(2)), as a polynomial in 2^20 f; the logarithm is 2e-5 off.
  Constant<float> log[5] = {0x1p-100F * -0.350261547F, 0x1p-80F * 0.546997616F, 0x1p-60F * -0.674690262F,
                            0x1p-40F * 0.99846715F, 0x1p-20F * -1.99983776F};
  Constant<float> minus_2_ln2 = 0x1p-23F * -1.3862943611F;
  Constant<float> direction_unit = 0x1p-31F;
  // cos(pi/4 r) / sqrt(2), and sin(pi/4 r) / (sqrt(2) r), in r^2 for |r| <= 1; 7e-6 and 4e-7 off.
  Constant<float> cos[3] = {0.0108695147F, -0.217962203F, 0.707099735F};
  Constant<float> sin[3] = {0.00171622315F, -0.0570734159F, 0.555357589F};
  Constant<std::uint32_t> sign = 0x80000000U;
} kNormal;

/// Vectors that half a block fills.
inline constexpr std::uint32_t kHalfVectors = kHalf / kWidestLanes;

/// Blocks at a time. What is drawn goes through three loops over all of them instead of one: from the bits to both
/// normals is so long a chain that a processor looks ahead over two or three vectors only, over ten of each part.
inline constexpr std::uint32_t kBatch = 32;

/// Changes as many of the numbers at `values` as fill a vector, or as there are.
template <class F, class Change>
inline void change_some(float* values, int count, F radius, F direction, const Change& change) {
  if (count >= kWidestLanes) {
    store<kWidestLanes>(values, change(load<kWidestLanes>(values), radius, direction));
    return;
  }
  F old = {};
  for (int lane = 0; lane < count; ++lane) old[lane] = values[lane];
  const F changed = change(old, radius, direction);
  for (int lane = 0; lane < count; ++lane) values[lane] = changed[lane];
}

/// Changes `count` numbers: at most kBatch blocks, of which the last need not be whole.
template <class Change>
inline void change_blocks(RandomKey key, std::uint32_t counter, float deviation, float* values, std::uint32_t count,
                          const Change& change) {
  using F = Vec<kWidestLanes>;
  using Int = IntOf<F>;
  using Bits = BitsOf<F>;
  const auto* const k = in_memory<F>(kNormal);
  Bits drawn[kBatch * kHalfVectors];
  F radii[std::size(drawn)];
  const std::uint32_t whole = count / kNormalBlock * kNormalBlock;
  const std::uint32_t vectors = (count + kNormalBlock - 1) / kNormalBlock * kHalfVectors;

  RandomVectors<Bits> random(key, counter);
  for (std::uint32_t i = 0; i < vectors; i += kHalfVectors) {
    for (std::uint32_t v = i; v < i + kHalfVectors; ++v) drawn[v] = random.draw();
    random.skip(kHalf);  // the second half has no bits of its own
  }
  for (std::uint32_t i = 0; i < vectors; i += kHalfVectors) {
    for (std::uint32_t v = i; v < i + kHalfVectors; ++v) {
      // u is in (0, 1), never 0 nor 1, and exact; the largest radius is sqrt(42 ln 2) = 5.4. Everything is 2^20 times
      // as large until its logarithm is taken.
      const F u = to_float<F>(std::bit_cast<Int>(drawn[v]) & splat<Int>(k->radius_mask)) + splat<F>(k->half);
      const Int u_bits = std::bit_cast<Int>(u);
      const Int exponent = (u_bits - splat<Int>(k->root_of_half)) & splat<Int>(k->exponent_mask);
      const F f = std::bit_cast<F>(u_bits - exponent) - splat<F>(k->one);
      const F square = multiply_add(f, detail::polynomial(f, k->log), to_float<F>(exponent) * splat<F>(k->minus_2_ln2));
      radii[v] = square_root(square) * deviation;
    }
  }
  // Calls use(place of the first number, radius, direction) for vectors of numbers of the block that begins there.
  const auto change_pairs = [&](std::uint32_t block, auto&& use) {
    for (std::uint32_t v = 0; v < kHalfVectors; ++v) {
      const Bits bits = drawn[block / 2 / kWidestLanes + v];
      const F r = to_float<F>(std::bit_cast<Int>(bits << 2)) * splat<F>(k->direction_unit);
      const F z = r * r;
      const F c = detail::polynomial(z, k->cos);
      const F s = detail::polynomial(z, k->sin) * r;
      // The cosine and the sine of pi/4 (1 + r).
      const Bits sign = splat<Bits>(k->sign);
      const F first = std::bit_cast<F>(std::bit_cast<Bits>(c - s) ^ (bits & sign));
      const F second = std::bit_cast<F>(std::bit_cast<Bits>(c + s) ^ ((bits << 1) & sign));
      const F radius = radii[block / 2 / kWidestLanes + v];
      use(block + v * kWidestLanes, radius, first);
      use(block + v * kWidestLanes + kHalf, radius, second);
    }
  };
  for (std::uint32_t block = 0; block < whole; block += kNormalBlock) {
    change_pairs(block, [&](std::uint32_t i, F radius, F direction) {
      store<kWidestLanes>(values + i, change(load<kWidestLanes>(values + i), radius, direction));
    });
  }
  if (whole == count) return;
  change_pairs(whole, [&](std::uint32_t i, F radius, F direction) {
    if (i < count) change_some(values + i, static_cast<int>(count - i), radius, direction, change);
  });
}

}  // namespace detail

/// Replaces value i by change(value, radius, direction), whose product radius * direction is a normal number of this
/// standard deviation: element first + i of the sequence that fill_normal() draws. (In two factors, so that one
/// instruction can multiply and add them.) change() is called with vectors: []<class F>(F, F, F) -> F. `first` must be
/// a multiple of kNormalBlock.
template <class Change>
inline void change_by_normal(RandomKey key, std::uint32_t first, float deviation, std::span<float> values,
                             const Change& change) {
  assert(first % kNormalBlock == 0);
  constexpr std::uint32_t kStep = detail::kBatch * kNormalBlock;
  const auto n = static_cast<std::uint32_t>(values.size());
  for (std::uint32_t i = 0; i < n; i += kStep) {
    detail::change_blocks(key, first + i, deviation, values.data() + i, std::min(kStep, n - i), change);
  }
}

}  // namespace lab
