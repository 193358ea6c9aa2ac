#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace lab::cli {

/// The whole file, or a sentence that names it.
Result<std::vector<std::uint8_t>> read_file(const std::string& path);

/// Replaces the file; it appears whole or not at all.
Status write_file(const std::string& path, std::span<const std::uint8_t> bytes);
Status write_file(const std::string& path, const std::string& text);

/// Makes the folder and its parents where they are missing.
Status make_folder(const std::string& path);

}  // namespace lab::cli
