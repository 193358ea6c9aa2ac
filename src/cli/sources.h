#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "data/image_set.h"

namespace lab::cli {

/// What `--data` says of itself.
inline constexpr const char* kDataHelp =
    "A file, or a folder with its subfolders: pictures, IDX (MNIST), NumPy (.npy, .npz), tables (.csv), CIFAR-10 or "
    "CIFAR-100, and zip archives of these; `digits` or `pictures` (the standard set of those that the program draws; "
    "the "
    "default is what fits the network), or `generated` (others, drawn from --seed)";

/// Before a source: its images, light for dark and dark for light, as --invert has it.
inline constexpr const char* kInverted = "inverted:";

/// Loads what --data or --test names: "digits" or "pictures" (the standard set of that kind, see data/drawn_set.h, of
/// which `train_size` training images if it is not 0), "generated" (`train_size` images of the kind that fits `input`,
/// 10,000 if it is 0, drawn from `seed`), nothing (the standard set that fits `input`), or a folder or file of images
/// of whatever kind (load_path); kInverted may stand before each. What of the files was left out is told on standard
/// error. Images are resized and turned grey or coloured where the network's `input` asks for it
/// (fit_to_shape).
Result<DatasetPtr> load_source(const std::string& source, int train_size, std::uint64_t seed, const Shape& input);

}  // namespace lab::cli
