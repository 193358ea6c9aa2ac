#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lab {

/// A file's name (for sentences, and to tell training from test files) and its contents. A name may begin with folders,
/// separated by "/".
using NamedFile = std::pair<std::string, std::vector<std::uint8_t>>;

/// What a file is for, as far as its name tells.
enum class FileRole { unknown, train, validation, test };

/// test: the name contains "t10k" or "test"; train: it contains "train"; validation: a word of it is "val" or begins
/// with "valid"; capitals count as small letters. The file's own name counts first; where it says nothing, the nearest
/// folder that is called just so (folder_role()): a folder may be called "test data".
[[nodiscard]] FileRole role_of(const std::string& name);

/// train ("train", "training"), validation ("val", "valid", "validation"), test ("test", "testing"), in capitals or
/// not.
[[nodiscard]] FileRole folder_role(std::string_view folder);

/// In small letters, as far as they are ASCII.
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace lab
