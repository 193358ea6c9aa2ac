#pragma once

#include <bit>
#include <cstdint>

/// Elementary functions written so that compilers vectorise the plain loops that call them: no branches, no library
/// calls, no float-to-integer conversions (WebAssembly's saturating ones are slow). They want IEEE arithmetic as it is
/// written: never compile them with -ffast-math or -fassociative-math. Multiply-adds may be fused or not, so the last
/// bit may differ between builds; code that must give the same bits everywhere compiles with -ffp-contract=off.
/// Errors are stated in units in the last place of the exact result (ulp) and are checked by tests/core/vec_math_test.
namespace lab {

namespace detail {
/// 1.5 * 2^23: adding it rounds a float below 2^22 in magnitude to the nearest integer and leaves that integer in the
/// low bits of the sum.
inline constexpr float kRoundShift = 0x1.8p23F;
}  // namespace detail

/// e^x, at most 2 ulp off. x is clamped to [-87.3, 87.3], so results run from 1.2e-38 to 8.2e37 and never become zero,
/// denormal or infinite. A NaN gives a finite number: check inputs elsewhere.
[[nodiscard]] inline float fast_exp(float x) {
  // Clamped as integers: GCC turns a clamp of floats into branches around the rest, and then cannot vectorise.
  const auto bits = std::bit_cast<std::int32_t>(x);
  const auto limit = std::bit_cast<std::int32_t>(87.3F);
  const std::int32_t magnitude = bits & 0x7FFFFFFF;
  x = std::bit_cast<float>((magnitude < limit ? magnitude : limit) | (bits ^ magnitude));
  // x = n ln 2 + r with |r| <= ln(2) / 2; ln 2 in two parts, the first with few bits so that n times it is exact.
  const float shifted = x * 0x1.715476p0F + detail::kRoundShift;
  const float n = shifted - detail::kRoundShift;
  const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
  // Minimax polynomial for (e^r - 1 - r) / r^2.
  float p = 0.001381461275741458F;
  p = p * r + 0.008368710055947304F;
  p = p * r + 0.04166838899254799F;
  p = p * r + 0.1666652113199234F;
  p = p * r + 0.4999999403953552F;
  const float e = (p * (r * r) + r) + 1.0F;
  const std::uint32_t scale = (std::bit_cast<std::uint32_t>(shifted) << 23) + 0x3F800000U;
  return e * std::bit_cast<float>(scale);
}

/// Natural logarithm of a positive normal x, at most 2 ulp off (2e-7 absolute near 1); fast_log(1) is exactly 0.
/// Anything else (zero, negative, denormal, infinite, NaN) gives a meaningless finite number or NaN.
/// Source: S. L. Moshier, Cephes library, logf.
[[nodiscard]] inline float fast_log(float x) {
  // x = 2^exponent * m with m in [sqrt(1/2), sqrt(2)).
  const auto bits = std::bit_cast<std::int32_t>(x);
  const std::int32_t exponent = (bits - 0x3F3504F3) >> 23;
  const auto m = std::bit_cast<float>(bits - exponent * 0x00800000);
  const auto n = static_cast<float>(exponent);
  const float f = m - 1.0F;
  float p = 7.0376836292e-2F;
  p = p * f - 1.1514610310e-1F;
  p = p * f + 1.1676998740e-1F;
  p = p * f - 1.2420140846e-1F;
  p = p * f + 1.4249322787e-1F;
  p = p * f - 1.6668057665e-1F;
  p = p * f + 2.0000714765e-1F;
  p = p * f - 2.4999993993e-1F;
  p = p * f + 3.3333331174e-1F;
  const float f2 = f * f;
  const float y = p * f * f2 - n * 2.12194440e-4F - 0.5F * f2;
  return (f + y) + n * 0.693359375F;
}

/// log(1 + e) for e in [0, 1], at most 2 ulp off, so small e keep all their digits. What softplus needs:
/// softplus(x) = max(x, 0) + fast_log1p_unit(fast_exp(-|x|)).
[[nodiscard]] inline float fast_log1p_unit(float e) {
  // Minimax polynomial for log(1 + e) / e.
  float p = -0.0032440233044326305F;
  p = p * e + 0.019851453602313995F;
  p = p * e - 0.056959521025419235F;
  p = p * e + 0.10603653639554977F;
  p = p * e - 0.15305592119693756F;
  p = p * e + 0.1967593878507614F;
  p = p * e - 0.24954134225845337F;
  p = p * e + 0.3332996368408203F;
  p = p * e - 0.4999990165233612F;
  return p * (e * e) + e;
}

/// sin(2 pi u) and cos(2 pi u) for |u| <= 1000, each at most 2e-7 off (absolute).
inline void fast_sin_cos_2pi(float u, float& s, float& c) {
  // u = quarter / 4 + r with |r| <= 1/8, exactly.
  const float shifted = u * 4.0F + detail::kRoundShift;
  const float r = u - (shifted - detail::kRoundShift) * 0.25F;
  const auto quarter = std::bit_cast<std::uint32_t>(shifted);
  const float z = r * r;
  float sin_r = -75.39356231689453F;
  sin_r = sin_r * z + 81.59235382080078F;
  sin_r = sin_r * z - 41.3416633605957F;
  sin_r = (sin_r * z + 6.2831854820251465F) * r;
  float cos_r = -83.59261322021484F;
  cos_r = cos_r * z + 64.92124938964844F;
  cos_r = cos_r * z - 19.739152908325195F;
  cos_r = cos_r * z + 1.0F;
  // Odd quarters swap sine and cosine; the sine turns negative in quarters 2 and 3, the cosine in 1 and 2.
  const std::uint32_t odd = 0U - (quarter & 1U);
  const auto sin_bits = std::bit_cast<std::uint32_t>(sin_r);
  const auto cos_bits = std::bit_cast<std::uint32_t>(cos_r);
  const std::uint32_t difference = (sin_bits ^ cos_bits) & odd;
  s = std::bit_cast<float>(sin_bits ^ difference ^ ((quarter & 2U) << 30));
  c = std::bit_cast<float>(cos_bits ^ difference ^ (((quarter + 1U) & 2U) << 30));
}

}  // namespace lab
