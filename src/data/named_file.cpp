#include "data/named_file.h"

#include <algorithm>
#include <cctype>

namespace lab {

FileRole role_of(const std::string& name) {
  std::string lower = name.substr(name.find_last_of("/\\") + 1);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower.find("t10k") != std::string::npos || lower.find("test") != std::string::npos) return FileRole::test;
  if (lower.find("train") != std::string::npos) return FileRole::train;
  return FileRole::unknown;
}

}  // namespace lab
