// Reading folders is for native builds only; the page gets its files from the browser as bytes.
#include "data/folder.h"

#ifndef __EMSCRIPTEN__

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "data/file_set.h"
#include "data/gzip.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

// So many names still fit the memory easily; more is a mistake (the root of a disk).
constexpr std::size_t kMaxFiles = 1'000'000;

/// All files below the folder, in the order of their names. Hidden ones are passed over.
Result<std::vector<fs::path>> list(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code failure;
  for (fs::recursive_directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    std::error_code ignored;
    const std::string name = it->path().filename().string();
    if (name.empty() || name[0] == '.') {
      if (it->is_directory(ignored)) it.disable_recursion_pending();
      continue;
    }
    if (it->is_regular_file(ignored)) found.push_back(it->path());
    if (found.size() > kMaxFiles) return Error{"The folder " + folder.string() + " holds more than a million files."};
  }
  if (failure) return Error{"The folder " + folder.string() + " cannot be read: " + failure.message() + "."};
  std::sort(found.begin(), found.end());
  return found;
}

std::string last_name(const fs::path& path) {
  fs::path last = path.lexically_normal();
  if (!last.has_filename()) last = last.parent_path();
  return last.filename().string();
}

Result<Dataset> load_files(const fs::path& folder, const std::vector<fs::path>& paths,
                           const std::optional<Shape>& input) {
  FileSet set(input);
  for (const fs::path& path : paths) {
    auto file = read_named_file(path.string(), path.lexically_relative(folder).generic_string());
    if (!file) {
      if (paths.size() == 1) return file.error();
      set.leave_out(file.error().message);
      continue;
    }
    Status status = set.add(*std::move(file));
    while (status && set.unpacking()) status = set.unpack_next();
    if (!status) return status.error();
  }
  return set.finish();
}

Result<Dataset> load_folder(const fs::path& folder, const std::optional<Shape>& input) {
  const auto found = list(folder);
  if (!found) return found.error();
  if (found->empty()) return Error{"The folder " + folder.string() + " has no files."};
  return load_files(folder, *found, input);
}

}  // namespace

Result<NamedFile> read_named_file(const std::string& path, std::string name) {
  std::error_code failure;
  const std::uintmax_t size = fs::file_size(path, failure);
  if (failure) return Error{name + " cannot be read: " + failure.message() + "."};
  if (size > kMaxUnpacked) return Error{name + " is too large."};
  std::ifstream in(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in) return Error{name + " cannot be read."};
  return NamedFile{std::move(name), std::move(bytes)};
}

Result<Dataset> load_path(const std::string& path, const std::optional<Shape>& input) {
  std::error_code failure;
  const bool is_folder = fs::is_directory(path, failure);
  if (!is_folder && !fs::is_regular_file(path, failure)) return Error{"There is no file or folder " + path + "."};
  auto set = is_folder ? load_folder(path, input) : load_files(fs::path(path).parent_path(), {path}, input);
  if (set) set->name = last_name(path);
  return set;
}

}  // namespace lab

#endif  // __EMSCRIPTEN__
