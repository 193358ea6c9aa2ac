#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "data/image_set.h"

namespace lab::cli {

/// Loads what --data or --test names: "digits" (the shipped sheet), "generated" (`train_size` fresh digits, 10,000 if
/// it is 0, drawn from `seed`), or a folder or file of images of whatever kind (load_path). Images are resized and
/// turned grey or coloured where the network's `input` asks for it (fit_to_shape).
Result<DatasetPtr> load_source(const std::string& source, int train_size, std::uint64_t seed, const Shape& input);

}  // namespace lab::cli
