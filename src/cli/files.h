#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace lab::cli {

/// The whole file, or a sentence that names it.
Result<std::vector<std::uint8_t>> read_file(const std::string& path);

/// The same as text.
Result<std::string> read_text(const std::string& path);

/// Replaces the file; it appears whole or not at all.
Status write_file(const std::string& path, std::span<const std::uint8_t> bytes);
Status write_file(const std::string& path, const std::string& text);

/// A file of a folder: its name, and what it is to hold.
struct OutputFile {
  OutputFile(std::string file, std::vector<std::uint8_t> content);
  OutputFile(std::string file, std::string_view text);

  std::string name;
  std::vector<std::uint8_t> bytes;
};

/// Writes the files into the folder, which must be there, and prints "Wrote a, b and c to FOLDER".
Status write_files(const std::string& folder, const std::vector<OutputFile>& files);

/// Makes the folder and its parents where they are missing.
Status make_folder(const std::string& path);

}  // namespace lab::cli
