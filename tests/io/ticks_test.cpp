#include "io/ticks.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace lab;

namespace {

std::string labels(const std::vector<Tick>& ticks) {
  std::string text;
  for (const Tick& tick : ticks) {
    if (!tick.label.empty()) text += (text.empty() ? "" : " ") + tick.label;
  }
  return text;
}

}  // namespace

TEST_CASE("labels are round numbers with as many decimals as they need, all alike") {
  CHECK(labels(linear_ticks(0.1234, 0.2512, 5)) == "0.15 0.20 0.25");
  CHECK(labels(linear_ticks(-1.0, 1.0, 4)) == "\u22121.0 \u22120.5 0.0 0.5 1.0");
  CHECK(labels(linear_ticks(0.0, 40.0, 8)) == "0 5 10 15 20 25 30 35 40");
  CHECK(labels(linear_ticks(1.0, 3.0, 8, true)) == "1 2 3");
  CHECK(labels(linear_ticks(0.0, 3e6, 4)) == "0 1e+06 2e+06 3e+06");
  CHECK(linear_ticks(2.0, 2.0, 5).size() == 1);
  CHECK(linear_ticks(2.0, 1.0, 5).empty());
  CHECK(linear_ticks(NAN, NAN, 5).empty());
}

TEST_CASE("logarithmic axes are marked at powers of ten, small ones at their multiples") {
  const auto ticks = logarithmic_ticks(-6.0, -3.0);
  CHECK(labels(ticks) == "10\u207b\u2076 10\u207b\u2075 10\u207b\u2074 10\u207b\u00b3");
  CHECK(ticks.size() == 4 + 3 * 8);
  CHECK(labels(logarithmic_ticks(-2.1, 1.0)) == "0.01 0.1 1 10");
  CHECK(labels(logarithmic_ticks(-20.0, 0.0)).find("10\u207b\u00b9\u00b9") != std::string::npos);
  CHECK(logarithmic_ticks(-20.0, 0.0).size() < 30);
}
