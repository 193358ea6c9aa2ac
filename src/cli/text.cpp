#include "cli/text.h"

namespace lab::cli {

std::string with_separators(std::int64_t number) {
  std::string digits = std::to_string(number);
  const auto first = static_cast<std::ptrdiff_t>(number < 0 ? 1 : 0);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > first; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return digits;
}

}  // namespace lab::cli
