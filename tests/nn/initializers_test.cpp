#include "nn/initializers.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <vector>

using namespace lab;

namespace {

struct Moments {
  double mean = 0.0, deviation = 0.0, largest = 0.0;
};

Moments draw(const char* name, int fan_in, int fan_out) {
  std::vector<float> kernel(static_cast<std::size_t>(fan_in) * static_cast<std::size_t>(fan_out));
  find_initializer(name)->fill(random_key(1, Stream::init), fan_in, fan_out, kernel);
  Moments result;
  const auto n = static_cast<double>(kernel.size());
  for (const float w : kernel) result.mean += static_cast<double>(w) / n;
  for (const float w : kernel) {
    result.deviation += std::pow(static_cast<double>(w) - result.mean, 2) / n;
    result.largest = std::max(result.largest, std::abs(static_cast<double>(w)));
  }
  result.deviation = std::sqrt(result.deviation);
  return result;
}

}  // namespace

TEST_CASE("initializers have the spread of their papers") {
  const double glorot = std::sqrt(2.0 / (300 + 200));
  const double he = std::sqrt(2.0 / 300);
  for (const auto& [name, deviation] :
       {std::pair{"glorot_uniform", glorot}, {"glorot_normal", glorot}, {"he_uniform", he}, {"he_normal", he}}) {
    CAPTURE(name);
    const Moments moments = draw(name, 300, 200);
    CHECK(std::abs(moments.mean) < 0.02 * deviation);
    CHECK(moments.deviation == doctest::Approx(deviation).epsilon(0.02));
  }
  CHECK(draw("glorot_uniform", 300, 200).largest <= std::sqrt(6.0 / 500));
  CHECK(draw("he_normal", 300, 200).largest <= 2.0 * he / 0.8796 + 1e-6);
  CHECK(draw("zeros", 30, 20).largest == 0.0);
}

TEST_CASE("the same key draws the same kernel, another key another one") {
  std::vector<float> a(100), b(100), c(100);
  find_initializer("he_normal")->fill(random_key(1, Stream::init, 0), 10, 10, a);
  find_initializer("he_normal")->fill(random_key(1, Stream::init, 0), 10, 10, b);
  find_initializer("he_normal")->fill(random_key(1, Stream::init, 1), 10, 10, c);
  CHECK(a == b);
  CHECK(a != c);
}
