#include "data/named_file.h"

#include <algorithm>
#include <cctype>

namespace lab {
namespace {

/// Whether a word of the text, that is letters between others, is "val" or begins with "valid".
bool says_validation(const std::string& text) {
  for (std::size_t at = text.find("val"); at != std::string::npos; at = text.find("val", at + 1)) {
    const auto letter = [&](std::size_t i) {
      return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
    };
    if ((at == 0 || !letter(at - 1)) && (!letter(at + 3) || text.compare(at, 5, "valid") == 0)) return true;
  }
  return false;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

FileRole folder_role(std::string_view folder) {
  const std::string name = lower_case(folder);
  if (name == "train" || name == "training") return FileRole::train;
  if (name == "val" || name == "valid" || name == "validation") return FileRole::validation;
  if (name == "test" || name == "testing") return FileRole::test;
  return FileRole::unknown;
}

FileRole role_of(const std::string& name) {
  std::size_t begin = name.find_last_of("/\\") + 1;
  const std::string own = lower_case(name.substr(begin));
  if (own.find("t10k") != std::string::npos || own.find("test") != std::string::npos) return FileRole::test;
  if (own.find("train") != std::string::npos) return FileRole::train;
  if (says_validation(own)) return FileRole::validation;
  while (begin > 0) {
    const std::size_t end = begin - 1;
    begin = end == 0 ? 0 : name.find_last_of("/\\", end - 1) + 1;
    const FileRole role = folder_role(std::string_view(name).substr(begin, end - begin));
    if (role != FileRole::unknown) return role;
  }
  return FileRole::unknown;
}

}  // namespace lab
