#include "cli/files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace lab::cli {

Result<std::vector<std::uint8_t>> read_file(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return Error{path + " is a folder, not a file."};
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{path + " cannot be opened."};
  std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return Error{path + " cannot be read."};
  return bytes;
}

Status write_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  const std::string partial = path + ".part";
  std::error_code error;
  {
    std::ofstream file(partial, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) {
      std::filesystem::remove(partial, error);
      return Error{path + " cannot be written."};
    }
  }
  std::filesystem::rename(partial, path, error);
  if (error) return Error{path + " cannot be written: " + error.message() + "."};
  return {};
}

Status write_file(const std::string& path, const std::string& text) {
  return write_file(path, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Status make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return Error{"The folder " + path + " cannot be made: " + error.message() + "."};
  return {};
}

}  // namespace lab::cli
