#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "data/image_set.h"

namespace lab::cli {

/// Loads what --data or --test names: "digits" (the shipped sheet), "generated" (`train_size` fresh digits, 10,000 if
/// it is 0, drawn from `seed`), or a folder of IDX files.
Result<DatasetPtr> load_source(const std::string& source, int train_size, std::uint64_t seed);

}  // namespace lab::cli
