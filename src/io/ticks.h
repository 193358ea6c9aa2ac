#pragma once

#include <string>
#include <vector>

namespace lab {

/// A mark on an axis. Where the axis is logarithmic, `at` is the logarithm to the base of ten.
struct Tick {
  double at;
  std::string label;  ///< empty: a small mark between those with labels
};

/// Multiples of 1, 2 or 5 times a power of ten from low to high, at most `wanted` and mostly half as many, all with as
/// many decimals; `whole`: of nothing smaller than 1. None where high is below low.
[[nodiscard]] std::vector<Tick> linear_ticks(double low, double high, int wanted, bool whole = false);

/// Powers of ten, and small marks at their multiples; low and high are logarithms.
[[nodiscard]] std::vector<Tick> logarithmic_ticks(double low, double high);

/// A number for people: with U+2212 for a minus.
[[nodiscard]] std::string typeset(std::string number);

}  // namespace lab
