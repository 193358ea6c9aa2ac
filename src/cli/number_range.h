#pragma once

#include <CLI/CLI.hpp>
#include <cmath>
#include <string>

namespace lab::cli {

/// Takes numbers from `low` to `high`. CLI::Range alone takes "nan" too, which is neither lower nor higher.
template <class T>
CLI::Validator number_range(T low, T high) {
  const auto no_nan = [](std::string& text) {
    T value{};
    return CLI::detail::lexical_cast(text, value) && std::isnan(value) ? text + " is not a number" : std::string();
  };
  return CLI::Range(low, high) & CLI::Validator(no_nan, "");
}

}  // namespace lab::cli
