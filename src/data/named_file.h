#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lab {

/// A file's name (for sentences, and to tell training from test files) and its contents. A name may begin with folders,
/// separated by "/".
using NamedFile = std::pair<std::string, std::vector<std::uint8_t>>;

/// What a file is for, as far as its name tells.
enum class FileRole { unknown, train, test };

/// test: the name contains "t10k" or "test"; train: it contains "train"; capitals count as small letters. Only the
/// file's own name counts: a folder may be called "test data".
[[nodiscard]] FileRole role_of(const std::string& name);

}  // namespace lab
