#pragma once

#include <optional>
#include <string>

#include "core/result.h"
#include "data/image_set.h"
#include "data/named_file.h"

namespace lab {

#ifndef __EMSCRIPTEN__
/// Reads a file from disk; `name` is what it is called from then on. Files above kMaxUnpacked are refused before memory
/// is taken.
Result<NamedFile> read_named_file(const std::string& path, std::string name);

/// Loads a folder with all its subfolders, or a single file, of whatever kind it is: see FileSet. Hidden files are
/// passed over. Images are fitted to the network's `input`. The data set is named after the folder or the file.
Result<Dataset> load_path(const std::string& path, const std::optional<Shape>& input = {});
#endif

}  // namespace lab
