#pragma once

#include <string>

namespace lab {

/// printf into a string, of at most 511 characters.
[[gnu::format(printf, 1, 2)]] [[nodiscard]] std::string format(const char* pattern, ...);

/// A cell of a CSV table: seven digits, as many as a float has; empty where nothing was measured.
[[nodiscard]] std::string csv_cell(double value);

}  // namespace lab
