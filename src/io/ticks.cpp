#include "io/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "io/format.h"

namespace lab {
namespace {

constexpr double kRounding = 1e-9;  // of a step

double nice_step(double range, int wanted) {
  const double raw = range / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw * (1.0 - kRounding)) return factor * power;
  }
  return 10.0 * power;
}

/// "10⁻⁴", and what everybody reads more easily as it is.
std::string power_of_ten(int exponent, bool plain) {
  if (plain)
    return exponent < 0 ? format("%.*f", -exponent, std::pow(10.0, exponent))
                        : format("%.0f", std::pow(10.0, exponent));
  constexpr std::array kRaised = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string label = "10";
  for (const char c : std::to_string(exponent)) label += c == '-' ? "⁻" : kRaised[static_cast<std::size_t>(c - '0')];
  return label;
}

}  // namespace

std::string typeset(std::string number) {
  if (const auto minus = number.find('-'); minus != std::string::npos) number.replace(minus, 1, "\u2212");
  return number;
}

std::vector<Tick> linear_ticks(double low, double high, int wanted, bool whole) {
  std::vector<Tick> ticks;
  if (!(high > low)) {
    if (high == low) ticks.push_back({low, typeset(format("%.4g", low))});
    return ticks;
  }
  double step = nice_step(high - low, wanted);
  if (whole) step = std::max(1.0, step);
  const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step) + kRounding)), 0, 12);
  const bool huge = std::max(std::fabs(low), std::fabs(high)) >= 1e6;
  for (double i = std::ceil(low / step - kRounding); i * step <= high + kRounding * step; i += 1.0) {
    const double at = i * step + 0.0;  // which makes -0 a 0
    ticks.push_back({at, typeset(huge ? format("%.4g", at) : format("%.*f", decimals, at))});
  }
  return ticks;
}

std::vector<Tick> logarithmic_ticks(double low, double high) {
  std::vector<Tick> ticks;
  const int first = static_cast<int>(std::ceil(low - kRounding));
  const int last = static_cast<int>(std::floor(high + kRounding));
  const int every = std::max(1, static_cast<int>(std::ceil((high - low) / 8.0)));
  const bool plain = first >= -3 && last <= 3;
  for (int exponent = first - 1; exponent <= last; ++exponent) {
    const bool labelled = (exponent - first) % every == 0;
    if (exponent >= first)
      ticks.push_back({static_cast<double>(exponent), labelled ? power_of_ten(exponent, plain) : ""});
    for (int multiple = 2; every == 1 && multiple <= 9; ++multiple) {
      const double at = exponent + std::log10(multiple);
      if (at >= low - kRounding && at <= high + kRounding) ticks.push_back({at, ""});
    }
  }
  return ticks;
}

}  // namespace lab
