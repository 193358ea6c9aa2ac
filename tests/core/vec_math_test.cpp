#include "core/vec_math.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace {

/// Distance from the exact result in units in its last place as a float.
double ulps(float got, double exact) {
  int exponent = 0;
  std::frexp(exact, &exponent);
  return std::abs(static_cast<double>(got) - exact) / std::ldexp(1.0, exponent - 24);
}

}  // namespace

TEST_CASE("fast_exp stays within 2 ulp and is clamped outside its range") {
  double worst = 0.0;
  for (int i = -87200; i <= 87200; ++i) {
    const float x = static_cast<float>(i) * 1e-3F;
    worst = std::max(worst, ulps(lab::fast_exp(x), std::exp(static_cast<double>(x))));
  }
  CHECK(worst < 2.0);
  CHECK(lab::fast_exp(0.0F) == 1.0F);
  CHECK(lab::fast_exp(-0.0F) == 1.0F);
  const float infinity = std::numeric_limits<float>::infinity();
  CHECK(lab::fast_exp(-infinity) == lab::fast_exp(-87.3F));
  CHECK(lab::fast_exp(-87.3F) >= std::numeric_limits<float>::min());
  CHECK(lab::fast_exp(infinity) == lab::fast_exp(1000.0F));
  CHECK(std::isfinite(lab::fast_exp(infinity)));
  CHECK(std::isfinite(lab::fast_exp(std::numeric_limits<float>::quiet_NaN())));
}

TEST_CASE("fast_log stays within 2 ulp from the smallest to the largest normal number") {
  double worst = 0.0;
  for (std::uint32_t bits = 0x00800000U; bits < 0x7F7F0000U; bits += 30011U) {
    const auto x = std::bit_cast<float>(bits);
    if (x != 1.0F) worst = std::max(worst, ulps(lab::fast_log(x), std::log(static_cast<double>(x))));
  }
  for (std::uint32_t bits = 0x3F000000U; bits < 0x40000000U; bits += 257U) {
    const auto x = std::bit_cast<float>(bits);
    if (x != 1.0F) worst = std::max(worst, ulps(lab::fast_log(x), std::log(static_cast<double>(x))));
  }
  CHECK(worst < 2.0);
  CHECK(lab::fast_log(1.0F) == 0.0F);
}

TEST_CASE("fast_log1p_unit stays within 2 ulp, also for tiny numbers") {
  double worst = 0.0;
  float e = 1e-30F;
  while (e <= 1.0F) {
    worst = std::max(worst, ulps(lab::fast_log1p_unit(e), std::log1p(static_cast<double>(e))));
    e *= 1.0003F;
  }
  for (int i = 1; i <= 100000; ++i) {
    const float f = static_cast<float>(i) * 1e-5F;
    worst = std::max(worst, ulps(lab::fast_log1p_unit(f), std::log1p(static_cast<double>(f))));
  }
  CHECK(worst < 2.0);
  CHECK(lab::fast_log1p_unit(0.0F) == 0.0F);
}

TEST_CASE("fast_sin_cos_2pi stays within 2e-7 and is exact at quarter turns") {
  double worst = 0.0;
  for (int i = -400000; i <= 400000; ++i) {
    const float u = static_cast<float>(i) * 2.49e-3F;
    const double angle = 2.0 * std::numbers::pi * static_cast<double>(u);
    float s = 0.0F;
    float c = 0.0F;
    lab::fast_sin_cos_2pi(u, s, c);
    worst = std::max(worst, std::abs(static_cast<double>(s) - std::sin(angle)));
    worst = std::max(worst, std::abs(static_cast<double>(c) - std::cos(angle)));
  }
  CHECK(worst < 2e-7);
  const float expected_sin[] = {0.0F, 1.0F, 0.0F, -1.0F};
  const float expected_cos[] = {1.0F, 0.0F, -1.0F, 0.0F};
  for (int quarter = 0; quarter < 4; ++quarter) {
    float s = 9.0F;
    float c = 9.0F;
    lab::fast_sin_cos_2pi(static_cast<float>(quarter) * 0.25F, s, c);
    CHECK(s == expected_sin[quarter]);
    CHECK(c == expected_cos[quarter]);
  }
}
