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

// Box-Muller turns 32 random bits at counter j of a block into the pair of normals at (j, j + kHalf): 20 bits make the
// radius, 12 the direction. A block is small so that a partial last one wastes little, and half of it fills one AVX-512
// register.
inline constexpr std::uint32_t kHalf = kNormalBlock / 2;

inline constexpr struct {
  Constant<std::uint32_t> radius_mask = 0x007FFFF8U;
  Constant<std::uint32_t> one_to_two = 0x3F800000U;
  Constant<float> before_first_radius = 1.0F - 0x1p-21F;
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

/// Vectors that half a block fills.
inline constexpr std::uint32_t kHalfVectors = kHalf / kWidestLanes;

/// Blocks at a time. What is drawn goes through three loops over all of them instead of one: from the bits to both
/// normals is so long a chain that a processor looks ahead over two or three vectors only, over ten of each part.
inline constexpr std::uint32_t kBatch = 32;

/// Changes `blocks` <= kBatch blocks: `whole` of them at `values`, and the one after those, if there is one, at `last`.
template <class Change>
inline void change_blocks(RandomKey key, std::uint32_t counter, std::uint32_t blocks, std::uint32_t whole,
                          float* values, float* last, const Change& change) {
  using F = Vec<kWidestLanes>;
  using Int = IntOf<F>;
  using Bits = BitsOf<F>;
  const auto* const k = in_memory<F>(kNormal);
  Bits drawn[kBatch * kHalfVectors];
  F radii[std::size(drawn)];
  const std::uint32_t vectors = blocks * kHalfVectors;

  RandomVectors<Bits> random(key, counter);
  for (std::uint32_t i = 0; i < vectors; i += kHalfVectors) {
    for (std::uint32_t v = 0; v < kHalfVectors; ++v) drawn[i + v] = random.draw();
    random.skip(kHalf);  // the second half has no bits of its own
  }
  for (std::uint32_t i = 0; i < vectors; ++i) {
    // The bits become a number from 1 to 2 as they are. u is in (0, 1), never 0 nor 1, and exact; the largest radius is
    // sqrt(42 ln 2) = 5.4.
    const Bits fraction = (drawn[i] >> 9) & splat<Bits>(k->radius_mask);
    const F u = std::bit_cast<F>(fraction | splat<Bits>(k->one_to_two)) - splat<F>(k->before_first_radius);
    const Int u_bits = std::bit_cast<Int>(u);
    const Int exponent = (u_bits - splat<Int>(k->root_of_half)) >> 23;
    const F f = std::bit_cast<F>(u_bits - (exponent << 23)) - splat<F>(k->one);
    radii[i] =
        square_root(multiply_add(f, detail::polynomial(f, k->log), to_float<F>(exponent) * splat<F>(k->minus_2_ln2)));
  }
  for (std::uint32_t block = 0; block < blocks; ++block) {
    float* const to = block < whole ? values + block * kNormalBlock : last;
    for (std::uint32_t v = 0; v < kHalfVectors; ++v) {
      const Bits bits = drawn[block * kHalfVectors + v];
      const F radius = radii[block * kHalfVectors + v];
      const F r = multiply_add(to_float<F>(std::bit_cast<Int>(bits & splat<Bits>(k->direction_mask))),
                               splat<F>(k->direction_step), splat<F>(k->first_direction));
      const F z = r * r;
      const Bits s = std::bit_cast<Bits>(detail::polynomial(z, k->sin) * r * radius);
      const Bits c = std::bit_cast<Bits>(detail::polynomial(z, k->cos) * radius);
      // Odd quarters of the circle (bit 10) swap sine and cosine; the sine turns negative in quarters 2 and 3, the
      // cosine in 1 and 2.
      const Bits bit_0 = splat<Bits>(k->quarter_bit_0);
      const Bits bit_1 = splat<Bits>(k->quarter_bit_1);
      const Bits odd = std::bit_cast<Bits>(std::bit_cast<Int>(bits << 21) >> 31);
      const Bits swapped = (s ^ c) & odd;
      const F first = std::bit_cast<F>(c ^ swapped ^ (((bits + bit_0) & bit_1) << 20));
      const F second = std::bit_cast<F>(s ^ swapped ^ ((bits & bit_1) << 20));
      float* const at = to + v * kWidestLanes;
      store<kWidestLanes>(at, change(load<kWidestLanes>(at), first));
      store<kWidestLanes>(at + kHalf, change(load<kWidestLanes>(at + kHalf), second));
    }
  }
}

}  // namespace detail

/// Replaces value i by change(value, element first + i of the sequence that fill_normal() draws); change() is called
/// with vectors of them: []<class F>(F value, F normal) -> F. `first` must be a multiple of kNormalBlock.
template <class Change>
inline void change_by_normal(RandomKey key, std::uint32_t first, std::span<float> values, const Change& change) {
  assert(first % kNormalBlock == 0);
  constexpr std::uint32_t kStep = detail::kBatch * kNormalBlock;
  const auto n = static_cast<std::uint32_t>(values.size());
  for (std::uint32_t i = 0; i < n; i += kStep) {
    const std::uint32_t count = std::min(kStep, n - i);
    const std::uint32_t whole = count / kNormalBlock;
    const std::uint32_t rest = count % kNormalBlock;
    float* const tail = values.data() + i + whole * kNormalBlock;
    float last[kNormalBlock] = {};
    std::copy_n(tail, rest, last);
    detail::change_blocks(key, first + i, whole + (rest > 0 ? 1 : 0), whole, values.data() + i, last, change);
    std::copy_n(last, rest, tail);
  }
}

}  // namespace lab
