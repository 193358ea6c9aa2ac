#pragma once

#include <string>

#ifndef __EMSCRIPTEN__
#include <cstdlib>
#include <filesystem>
#include <system_error>
#endif

namespace lab_test {

/// The folder of real data called `name`, in $LAB_DATA or beside the project, or "" where there is none.
inline std::string data_folder(const std::string& name) {
#ifdef __EMSCRIPTEN__
  (void)name;
  return "";
#else
  namespace fs = std::filesystem;
  std::error_code ignored;
  const char* const given = std::getenv("LAB_DATA");
#ifdef LAB_SOURCE_DIR
  const fs::path beside = fs::path(LAB_SOURCE_DIR) / ".." / "shared" / "data";
#else
  const fs::path beside = fs::path("..") / "shared" / "data";
#endif
  const fs::path folder = (given != nullptr ? fs::path(given) : beside) / name;
  return fs::is_directory(folder, ignored) ? folder.string() : "";
#endif
}

}  // namespace lab_test
