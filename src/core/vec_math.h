#pragma once

#include <bit>
#include <cstdint>

#include "core/vec.h"

/// Elementary functions of a float or of a vector of floats (F): no branches, no library calls, no float-to-integer
/// conversions (WebAssembly's saturating ones are slow). They want IEEE arithmetic as it is
/// written: never compile them with -ffast-math or -fassociative-math. Multiply-adds may be fused or not, so the last
/// bit may differ between builds; code that must give the same bits everywhere compiles with -ffp-contract=off.
/// Errors are stated in units in the last place of the exact result (ulp) and are checked by tests/core/vec_math_test.
namespace lab {

namespace detail {
/// 1.5 * 2^23: adding it rounds a float below 2^22 in magnitude to the nearest integer and leaves that integer in the
/// low bits of the sum.
inline constexpr float kRoundShift = 0x1.8p23F;

/// A polynomial's value by Horner's rule; the coefficient of the highest power comes first.
template <class F, std::size_t kCount>
[[nodiscard]] inline F polynomial(F x, const Constant<float> (&coefficients)[kCount]) {
  F sum = splat<F>(coefficients[0]);
  for (std::size_t i = 1; i < kCount; ++i) sum = multiply_add(sum, x, splat<F>(coefficients[i]));
  return sum;
}

inline constexpr struct {
  Constant<float> one = 1.0F;
  Constant<float> round_shift = kRoundShift;
  Constant<float> log2_e = 0x1.715476p0F;
  // ln 2 in two parts, the first with few bits so that a small whole number times it is exact.
  Constant<float> minus_ln2_high = -0.693359375F;
  Constant<float> ln2_low = 2.12194440e-4F;
  // Minimax polynomial for (e^r - 1 - r) / r^2.
  Constant<float> polynomial[5] = {0.001381461275741458F, 0.008368710055947304F, 0.04166838899254799F,
                                   0.1666652113199234F, 0.4999999403953552F};
  Constant<std::int32_t> limit = std::bit_cast<std::int32_t>(87.3F);
  Constant<std::int32_t> magnitude = 0x7FFFFFFF;
  Constant<std::uint32_t> exponent_of_one = 0x3F800000U;
} kExp;

/// S. L. Moshier, Cephes library, logf.
inline constexpr struct {
  Constant<float> one = 1.0F;
  Constant<float> half = 0.5F;
  Constant<float> ln2_high = 0.693359375F;
  Constant<float> ln2_low = 2.12194440e-4F;
  Constant<float> polynomial[9] = {7.0376836292e-2F,  -1.1514610310e-1F, 1.1676998740e-1F,
                                   -1.2420140846e-1F, 1.4249322787e-1F,  -1.6668057665e-1F,
                                   2.0000714765e-1F,  -2.4999993993e-1F, 3.3333331174e-1F};
  Constant<std::int32_t> root_of_half = 0x3F3504F3;
  Constant<std::int32_t> exponent_step = 0x00800000;
} kLog;
}  // namespace detail

/// e^x for x in [-87.3, 87.3], at most 2 ulp off.
template <class F>
[[nodiscard]] inline F exp_within_range(F x) {
  using Bits = BitsOf<F>;
  const auto* const k = in_memory<F>(detail::kExp);
  // x = n ln 2 + r with |r| <= ln(2) / 2.
  const F shifted = multiply_add(x, splat<F>(k->log2_e), splat<F>(k->round_shift));
  const F n = shifted - splat<F>(k->round_shift);
  const F r = multiply_add(n, splat<F>(k->ln2_low), multiply_add(n, splat<F>(k->minus_ln2_high), x));
  const F e = multiply_add(detail::polynomial(r, k->polynomial), r * r, r) + splat<F>(k->one);
  const Bits scale = (std::bit_cast<Bits>(shifted) << 23) + splat<Bits>(k->exponent_of_one);
  return e * std::bit_cast<F>(scale);
}

/// e^x, at most 2 ulp off. x is clamped to [-87.3, 87.3], so results run from 1.2e-38 to 8.2e37 and never become zero,
/// denormal or infinite. A NaN gives a finite number: check inputs elsewhere.
template <class F>
[[nodiscard]] inline F fast_exp(F x) {
  using Int = IntOf<F>;
  const auto* const k = in_memory<F>(detail::kExp);
  // Clamped as integers: GCC turns a clamp of floats into branches around the rest.
  const Int bits = std::bit_cast<Int>(x);
  const Int limit = splat<Int>(k->limit);
  const Int magnitude = bits & splat<Int>(k->magnitude);
  return exp_within_range(std::bit_cast<F>((magnitude < limit ? magnitude : limit) | (bits ^ magnitude)));
}

/// e^x below this, which is less than 1e-13, counts as zero beside 1 in activations and losses: gradients of smaller
/// numbers, and what becomes of these, would be subnormal, which processors compute many times slower.
inline constexpr float kLeastExponent = -30.0F;

/// fast_exp(x), and 0 below kLeastExponent.
template <class F>
[[nodiscard]] inline F exp_or_zero(F x) {
  return select(x < splat<F>(kLeastExponent), F{}, fast_exp(x));
}

/// Natural logarithm of a positive normal x, at most 2 ulp off (2e-7 absolute near 1); fast_log(1) is exactly 0.
/// Anything else (zero, negative, denormal, infinite, NaN) gives a meaningless finite number or NaN.
/// Source: S. L. Moshier, Cephes library, logf.
template <class F>
[[nodiscard]] inline F fast_log(F x) {
  using Int = IntOf<F>;
  const auto* const k = in_memory<F>(detail::kLog);
  // x = 2^exponent * m with m in [sqrt(1/2), sqrt(2)).
  const Int bits = std::bit_cast<Int>(x);
  const Int exponent = (bits - splat<Int>(k->root_of_half)) >> 23;
  const F m = std::bit_cast<F>(bits - exponent * splat<Int>(k->exponent_step));
  const F n = to_float<F>(exponent);
  const F f = m - splat<F>(k->one);
  const F f2 = f * f;
  const F y = detail::polynomial(f, k->polynomial) * f * f2 - n * splat<F>(k->ln2_low) - splat<F>(k->half) * f2;
  return multiply_add(n, splat<F>(k->ln2_high), f + y);
}

}  // namespace lab
