#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "data/image_set.h"
#include "data/named_file.h"

namespace lab {

/// Bytes of one record of CIFAR-10's binary version: the label, then 1024 red, 1024 green and 1024 blue bytes.
inline constexpr int kCifarRecord = 1 + 3 * 32 * 32;

/// Whether the bytes (unpacked) are whole CIFAR-10 records: the right length, and every label below 10.
[[nodiscard]] bool looks_like_cifar(std::span<const std::uint8_t> bytes);

/// Whether a file is called as CIFAR-10's batches are: data_batch_1.bin, test_batch.bin.gz, or any other .bin.
[[nodiscard]] bool named_like_cifar(const std::string& name);

/// Reads a batch of CIFAR-10's binary version, plain or gzip, into 32 x 32 x 3 images, channel last. Source:
/// A. Krizhevsky, "The CIFAR-10 dataset", section "Binary version".
Result<ImageSet> parse_cifar(const std::string& name, std::span<const std::uint8_t> bytes);

/// Puts batches together, in the order of their names: those with "test" in their name are for testing, all others for
/// training. If there are only ones or only others, the last sixth of them all is held out for testing. Errors name the
/// file at fault. Callable from any thread.
Result<Dataset> dataset_from_cifar(std::vector<NamedFile> files);

}  // namespace lab
