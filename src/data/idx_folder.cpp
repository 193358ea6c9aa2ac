// Reading a folder is for native builds only; the page gets its files from the browser as bytes.
#ifndef __EMSCRIPTEN__

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "data/folder.h"
#include "data/idx.h"

namespace lab {
namespace fs = std::filesystem;

Result<Dataset> load_idx_folder(const std::string& path) {
  std::error_code failure;
  const fs::path folder(path);
  if (!fs::is_directory(folder, failure)) return Error{"There is no folder " + path + "."};
  std::vector<fs::path> found;
  for (fs::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored) && it->path().filename().string().find("idx") != std::string::npos) {
      found.push_back(it->path());
    }
  }
  if (failure) return Error{"The folder " + path + " cannot be read: " + failure.message() + "."};
  std::sort(found.begin(), found.end());
  const auto has_plain_twin = [](const fs::path& file) {
    std::error_code ignored;
    return file.extension() == ".gz" && fs::is_regular_file(fs::path(file).replace_extension(), ignored);
  };
  found.erase(std::remove_if(found.begin(), found.end(), has_plain_twin), found.end());
  if (found.empty()) {
    return Error{"The folder " + path +
                 " has no IDX files (names like train-images-idx3-ubyte or train-images-idx3-ubyte.gz)."};
  }
  if (found.size() > 4) {
    return Error{"The folder " + path + " has " + std::to_string(found.size()) +
                 " IDX files; a data set has at most four: images and labels, for training and for testing."};
  }

  std::vector<NamedFile> files;
  for (const fs::path& file : found) {
    auto contents = read_named_file(file.string(), file.filename().string());
    if (!contents) return contents.error();
    files.push_back(*std::move(contents));
  }
  auto set = dataset_from_idx(std::move(files));
  if (!set) return set.error();
  fs::path last = folder.lexically_normal();
  if (!last.has_filename()) last = last.parent_path();
  set->name = last.filename().string();
  return set;
}

}  // namespace lab

#endif  // __EMSCRIPTEN__
