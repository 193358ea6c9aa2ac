#include "core/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

using lab::fill_normal;
using lab::fill_uniform;
using lab::random_bits;
using lab::random_key;
using lab::RandomKey;
using lab::Stream;

namespace {

constexpr int kCount = 1 << 18;

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
  double skewness = 0.0;
  double kurtosis = 0.0;
};

Moments moments(const std::vector<float>& x) {
  const auto n = static_cast<double>(x.size());
  Moments m;
  for (const float v : x) m.mean += static_cast<double>(v) / n;
  double third = 0.0;
  double fourth = 0.0;
  for (const float v : x) {
    const double d = static_cast<double>(v) - m.mean;
    m.variance += d * d / n;
    third += d * d * d / n;
    fourth += d * d * d * d / n;
  }
  m.skewness = third / std::pow(m.variance, 1.5);
  m.kurtosis = fourth / (m.variance * m.variance);
  return m;
}

/// Correlation of two equally long sequences, in standard errors (so about N(0, 1) if they are independent).
double correlation_z(const float* a, const float* b, std::size_t n) {
  double ma = 0.0;
  double mb = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    ma += static_cast<double>(a[i]);
    mb += static_cast<double>(b[i]);
  }
  ma /= static_cast<double>(n);
  mb /= static_cast<double>(n);
  double saa = 0.0;
  double sbb = 0.0;
  double sab = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double da = static_cast<double>(a[i]) - ma;
    const double db = static_cast<double>(b[i]) - mb;
    saa += da * da;
    sbb += db * db;
    sab += da * db;
  }
  return sab / std::sqrt(saa * sbb) * std::sqrt(static_cast<double>(n));
}

}  // namespace

TEST_CASE("keys differ for every argument and keep their values for ever") {
  std::set<std::pair<std::uint32_t, std::uint32_t>> keys;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (const Stream stream : {Stream::init, Stream::shuffle, Stream::noise, Stream::dropout, Stream::digits}) {
      for (std::uint64_t i = 0; i < 10; ++i) {
        for (std::uint64_t j = 0; j < 10; ++j) {
          const RandomKey key = random_key(seed, stream, i, j);
          keys.insert({key.k0, key.k1});
        }
      }
    }
  }
  CHECK(keys.size() == 5000);
  // Changing these numbers changes every committed figure: the digit sheet, saved histories, shared links.
  CHECK(random_key(1, Stream::digits, 2, 3) == RandomKey{0xEE71E5A5U, 0x10C1AB01U});
  CHECK(random_bits({1, 2}, 3) == 0x11EA1674U);
}

TEST_CASE("uniform numbers have the right moments and stay in [0, 1)") {
  std::vector<float> x(kCount);
  fill_uniform(random_key(7, Stream::noise), x);
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  CHECK(*low >= 0.0F);
  CHECK(*high < 1.0F);
  const Moments m = moments(x);
  CHECK(std::abs(m.mean - 0.5) < 4.0 * std::sqrt(1.0 / 12.0 / kCount));
  CHECK(m.variance == doctest::Approx(1.0 / 12.0).epsilon(0.01));
  CHECK(m.kurtosis == doctest::Approx(1.8).epsilon(0.01));
}

TEST_CASE("normal numbers have the right moments and tails") {
  std::vector<float> x(kCount);
  fill_normal(random_key(7, Stream::noise), x);
  const Moments m = moments(x);
  CHECK(std::abs(m.mean) < 4.0 / std::sqrt(kCount));
  CHECK(std::abs(m.variance - 1.0) < 4.0 * std::sqrt(2.0 / kCount));
  CHECK(std::abs(m.skewness) < 4.0 * std::sqrt(6.0 / kCount));
  CHECK(std::abs(m.kurtosis - 3.0) < 4.0 * std::sqrt(24.0 / kCount));
  for (const double t : {1.0, 2.0, 3.0}) {
    const double expected = std::erfc(t / std::sqrt(2.0));
    const auto beyond = std::count_if(x.begin(), x.end(), [t](float v) { return std::abs(v) > static_cast<float>(t); });
    const double error = std::sqrt(expected * (1.0 - expected) / kCount);
    CHECK(std::abs(static_cast<double>(beyond) / kCount - expected) < 4.0 * error);
  }
}

TEST_CASE("neighbouring elements and neighbouring keys are not correlated") {
  std::vector<float> a(kCount);
  std::vector<float> b(kCount);
  double worst = 0.0;
  for (std::uint32_t k = 0; k < 8; ++k) {
    // Raw keys one bit apart are harder than what random_key() makes.
    for (const RandomKey other : {RandomKey{k + 1, 5}, RandomKey{k, 6}, RandomKey{k, 4}}) {
      fill_uniform({k, 5}, a);
      fill_uniform(other, b);
      worst = std::max(worst, std::abs(correlation_z(a.data(), b.data(), a.size())));
    }
    for (const std::size_t lag : {1U, 2U, 16U, 28U, 784U}) {
      worst = std::max(worst, std::abs(correlation_z(a.data(), a.data() + lag, a.size() - lag)));
    }
    fill_normal({k, 5}, a);
    for (const std::size_t lag : {1U, 15U, 16U, 17U, 32U}) {
      worst = std::max(worst, std::abs(correlation_z(a.data(), a.data() + lag, a.size() - lag)));
    }
    fill_normal({k + 1, 5}, b);
    worst = std::max(worst, std::abs(correlation_z(a.data(), b.data(), a.size())));
    // Two numbers come from one radius and one direction; their magnitudes must not know of each other either.
    for (float& x : a) x *= x;
    for (const std::size_t lag : {15U, 16U, 17U}) {
      worst = std::max(worst, std::abs(correlation_z(a.data(), a.data() + lag, a.size() - lag)));
    }
  }
  CHECK(worst < 4.5);  // 144 draws of |N(0, 1)|
}

TEST_CASE("an event happens where a uniform number lies below its probability") {
  for (const float probability : {0.0F, 1e-7F, 0x1p-24F, 0.3F, 0.5F, 1.0F - 0x1p-24F, 1.0F}) {
    CAPTURE(probability);
    const std::int32_t chance = lab::chance(probability);
    int wrong = 0;
    for (std::uint32_t i = 0; i < 1000; ++i) {
      // Random bits, and those on either side of the border.
      const auto border = static_cast<std::uint32_t>(std::min(static_cast<double>(probability) * 0x1p32, 0x1.fffffp31));
      for (const std::uint32_t bits : {random_bits({12, 34}, i), border + i - 500U}) {
        wrong += lab::happens<float>(bits, chance) != (lab::to_unit(bits) < probability) ? 1 : 0;
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("every bit, and every byte value, is equally frequent") {
  std::array<int, 32> ones{};
  std::array<std::array<int, 256>, 4> bytes{};
  for (std::uint32_t i = 0; i < kCount; ++i) {
    const std::uint32_t bits = random_bits({12, 34}, i);
    for (unsigned b = 0; b < 32; ++b) ones[b] += static_cast<int>((bits >> b) & 1U);
    for (unsigned b = 0; b < 4; ++b) ++bytes[b][(bits >> (8U * b)) & 255U];
  }
  double bit_chi2 = 0.0;
  for (const int n : ones) bit_chi2 += std::pow((n - kCount / 2.0) / std::sqrt(kCount / 4.0), 2.0);
  CHECK(bit_chi2 > 8.0);  // 32 degrees of freedom: 1e-6 and 1 - 1e-6 quantiles lie near 6 and 84
  CHECK(bit_chi2 < 84.0);
  for (const auto& counts : bytes) {
    double chi2 = 0.0;
    for (const int n : counts) chi2 += std::pow(n - kCount / 256.0, 2.0) / (kCount / 256.0);
    CHECK(chi2 > 160.0);  // 255 degrees of freedom, mean 255, standard deviation 22.6
    CHECK(chi2 < 370.0);
  }
}

TEST_CASE("an element does not depend on how much is drawn, or from where") {
  const RandomKey key = random_key(3, Stream::noise, 4);
  std::vector<float> whole(1000);
  fill_normal(key, whole);
  for (const std::size_t n : {0U, 1U, 15U, 16U, 31U, 32U, 33U, 784U}) {
    std::vector<float> part(n);
    fill_normal(key, part);
    CHECK(std::equal(part.begin(), part.end(), whole.begin()));
  }
  std::vector<float> tail(1000 - 2 * lab::kNormalBlock);
  fill_normal(key, tail, 2 * lab::kNormalBlock);
  CHECK(std::equal(tail.begin(), tail.end(), whole.begin() + 2 * lab::kNormalBlock));

  std::vector<float> uniform(100);
  fill_uniform(key, uniform);
  lab::RandomSequence sequence(key);
  for (const float u : uniform) CHECK(u == sequence.uniform());
}

TEST_CASE("a shuffle is a permutation, the same for the same key, and fair") {
  std::vector<std::uint32_t> items(1000);
  std::iota(items.begin(), items.end(), 0U);
  std::vector<std::uint32_t> again = items;
  lab::shuffle({1, 2}, items);
  lab::shuffle({1, 2}, again);
  CHECK(items == again);
  std::sort(again.begin(), again.end());
  for (std::uint32_t i = 0; i < 1000; ++i) REQUIRE(again[i] == i);
  CHECK_FALSE(std::is_sorted(items.begin(), items.end()));

  // All six orders of three items are equally frequent.
  std::array<int, 6> orders{};
  for (std::uint32_t k = 0; k < 6000; ++k) {
    std::array<std::uint32_t, 3> three{0, 1, 2};
    lab::shuffle(random_key(k, Stream::shuffle), three);
    ++orders[three[0] * 2 + (three[1] > three[2] ? 1U : 0U)];
  }
  for (const int n : orders) CHECK(std::abs(n - 1000) < 130);
}

TEST_CASE("below() reaches every number and nothing else") {
  lab::RandomSequence random({5, 6});
  std::array<int, 7> seen{};
  for (int i = 0; i < 7000; ++i) ++seen.at(random.below(7));
  for (const int n : seen) CHECK(std::abs(n - 1000) < 150);
}
