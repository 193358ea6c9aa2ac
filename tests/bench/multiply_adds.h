#pragma once

#include "core/vec.h"

namespace lab {

/// Twelve independent chains of 128-bit multiply-adds, as many as a product's tile has: nothing but registers.
inline constexpr int kMultiplyAddChains = 12;

/// `steps` links of each chain. The result depends on all of them; `previous`, any finite number, keeps the compiler
/// from working it out beforehand.
inline float multiply_adds(int steps, float previous) {
  const Vec<4> factor = broadcast<4>(0.999F + previous * 0.0F);
  Vec<4> sums[kMultiplyAddChains];
  for (int i = 0; i < kMultiplyAddChains; ++i) sums[i] = broadcast<4>(static_cast<float>(i));
  for (int step = 0; step < steps; ++step) {
    for (Vec<4>& sum : sums) sum = multiply_add(sum, factor, factor);
  }
  Vec<4> total = sums[0];
  for (int i = 1; i < kMultiplyAddChains; ++i) total += sums[i];
  return sum_of(total);
}

}  // namespace lab
