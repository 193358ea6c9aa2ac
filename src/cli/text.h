#pragma once

#include <cstdint>
#include <string>

namespace lab::cli {

/// 50992 -> "50,992".
[[nodiscard]] std::string with_separators(std::int64_t number);

/// printf into a string.
[[gnu::format(printf, 1, 2)]] [[nodiscard]] std::string format(const char* pattern, ...);

}  // namespace lab::cli
