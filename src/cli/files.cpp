#include "cli/files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "cli/output.h"

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

Result<std::string> read_text(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  return std::string(bytes->begin(), bytes->end());
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

OutputFile::OutputFile(std::string file, std::vector<std::uint8_t> content)
    : name(std::move(file)), bytes(std::move(content)) {}
OutputFile::OutputFile(std::string file, std::string_view text)
    : name(std::move(file)), bytes(text.begin(), text.end()) {}

Status write_files(const std::string& folder, const std::vector<OutputFile>& files) {
  std::string names;
  for (const OutputFile& file : files) {
    if (Status status = write_file(folder + "/" + file.name, file.bytes); !status) return status;
    names.append(names.empty() ? "" : &file == &files.back() ? " and " : ", ").append(file.name);
  }
  say("Wrote %s to %s\n", names.c_str(), folder.c_str());
  return {};
}

Status make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return Error{"The folder " + path + " cannot be made: " + error.message() + "."};
  return {};
}

}  // namespace lab::cli
