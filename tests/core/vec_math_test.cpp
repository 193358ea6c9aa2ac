#include "core/vec_math.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

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

TEST_CASE("a vector of numbers gives what each of them gives alone") {
  using F = lab::Vec<lab::kWidestLanes>;
  for (int i = -80; i < 80; ++i) {
    F x;
    for (int lane = 0; lane < lab::kWidestLanes; ++lane)
      x[lane] = static_cast<float>(i) + 0.07F * static_cast<float>(lane);
    const F positive = x * x + 0.5F;
    const F e = lab::fast_exp(x);
    const F l = lab::fast_log(positive);
    const F root = lab::square_root(positive);
    for (int lane = 0; lane < lab::kWidestLanes; ++lane) {
      CHECK(e[lane] == doctest::Approx(lab::fast_exp(x[lane])).epsilon(1e-6));
      CHECK(l[lane] == doctest::Approx(lab::fast_log(positive[lane])).epsilon(1e-6));
      CHECK(root[lane] == std::sqrt(positive[lane]));
    }
  }
}
