#pragma once

#include <cstdint>
#include <string>

namespace lab::cli {

/// 50992 -> "50,992".
[[nodiscard]] std::string with_separators(std::int64_t number);

}  // namespace lab::cli
