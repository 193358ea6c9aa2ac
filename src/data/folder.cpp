// Reading folders is for native builds only; the page gets its files from the browser as bytes.
#include "data/folder.h"

#ifndef __EMSCRIPTEN__

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "data/cifar.h"
#include "data/file_set.h"
#include "data/fit_shape.h"
#include "data/gzip.h"
#include "data/idx.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

// So many names still fit the memory easily; more is a mistake (the root of a disk).
constexpr std::size_t kMaxFiles = 1'000'000;

bool is_picture(const fs::path& path) {
  std::string end = path.extension().string();
  std::transform(end.begin(), end.end(), end.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return end == ".png" || end == ".jpg" || end == ".jpeg" || end == ".bmp";
}

struct Listing {
  bool has_idx = false;
  std::vector<fs::path> batches;
  std::vector<fs::path> pictures;  // below the folder, at any depth
};

Result<Listing> list(const fs::path& folder) {
  Listing found;
  std::error_code failure;
  for (fs::recursive_directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    std::error_code ignored;
    const std::string name = it->path().filename().string();
    if (name.empty() || name[0] == '.') {
      if (it->is_directory(ignored)) it.disable_recursion_pending();
      continue;
    }
    if (!it->is_regular_file(ignored)) continue;
    if (it.depth() == 0 && name.find("idx") != std::string::npos && !is_picture(it->path())) found.has_idx = true;
    if (it.depth() == 0 && named_like_cifar(name)) found.batches.push_back(it->path());
    if (is_picture(it->path())) found.pictures.push_back(it->path());
    if (found.pictures.size() > kMaxFiles) {
      return Error{"The folder " + folder.string() + " holds more than a million pictures."};
    }
  }
  if (failure) return Error{"The folder " + folder.string() + " cannot be read: " + failure.message() + "."};
  return found;
}

std::string last_name(const fs::path& path) {
  fs::path last = path.lexically_normal();
  if (!last.has_filename()) last = last.parent_path();
  return last.filename().string();
}

Result<Dataset> load_files(const fs::path& folder, std::vector<fs::path> paths, const std::optional<Shape>& input) {
  std::sort(paths.begin(), paths.end());
  FileSet set(input);
  for (const fs::path& path : paths) {
    // Where a batch is there both plain and packed, the plain one is read.
    if (path.extension() == ".gz") {
      fs::path plain = path;
      if (std::binary_search(paths.begin(), paths.end(), plain.replace_extension())) continue;
    }
    auto file = read_named_file(path.string(), path.lexically_relative(folder).generic_string());
    if (!file) return file.error();
    const Status status = set.add(*std::move(file));
    if (!status) return status.error();
  }
  return set.finish();
}

Result<Dataset> load_folder(const fs::path& folder, const std::optional<Shape>& input) {
  auto found = list(folder);
  if (!found) return found.error();
  if (found->has_idx) {
    auto set = load_idx_folder(folder.string());
    if (!set || !input) return set;
    return fit_to_shape(*std::move(set), *input);
  }
  if (!found->batches.empty()) return load_files(folder, std::move(found->batches), input);
  if (!found->pictures.empty()) return load_files(folder, std::move(found->pictures), input);
  return Error{"The folder " + folder.string() +
               " has neither MNIST's IDX files, nor CIFAR-10's binary batches, nor pictures (PNG, JPEG or BMP)."};
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
