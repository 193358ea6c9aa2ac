#pragma once

#include <cstdint>
#include <string>

namespace lab {

/// 50992 -> "50,992".
[[nodiscard]] std::string with_separators(std::int64_t number);

/// A number with that many significant digits at most: 0.0005, 2.5, 1e-05.
[[nodiscard]] std::string short_number(double value, int digits = 6);

}  // namespace lab
