#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "data/image_set.h"
#include "data/named_file.h"

namespace lab {

/// Images larger than this in height or width are refused.
inline constexpr int kMaxImageSide = 256;

/// Whether the bytes (unpacked) begin as an IDX file does, of whatever kind.
[[nodiscard]] bool looks_like_idx(std::span<const std::uint8_t> bytes);

/// Reads IDX images (magic 0x00000803: count, height, width, then a byte per pixel), the format of MNIST and
/// Fashion-MNIST, plain or gzip. The result has no labels. Source: Y. LeCun, "The MNIST database", file formats.
Result<ImageSet> parse_idx_images(const std::string& name, std::span<const std::uint8_t> bytes);

/// Reads IDX labels (magic 0x00000801: count, then a byte per label), plain or gzip.
Result<std::vector<std::uint8_t>> parse_idx_labels(const std::string& name, std::span<const std::uint8_t> bytes);

/// Puts one to four IDX files together in whatever order they come. Images and labels are told apart by their contents;
/// training and test files by name ("train"; "t10k" or "test"), else by count: labels belong to the images of which
/// there are as many, and the larger set is for training. Without test images the last sixth of the training images is
/// held out. Labels may be missing altogether; if they are there, they must be there for both sets.
/// Errors name the file at fault. Callable from any thread. Taken by value, so that who moves the files in needs no
/// second copy of the pixels.
Result<Dataset> dataset_from_idx(std::vector<NamedFile> files);

#ifndef __EMSCRIPTEN__
/// Loads the IDX files of a folder (names containing "idx", as in train-images-idx3-ubyte.gz). Where a file is there
/// both plain and as .gz, the plain one is read. The data set is named after the folder.
Result<Dataset> load_idx_folder(const std::string& path);
#endif

/// Moves the last sixth of `set.train` (rounded down, at least one image) to `set.test`.
void hold_out_sixth(Dataset& set);

}  // namespace lab
