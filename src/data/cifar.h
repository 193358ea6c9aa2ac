#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "data/image_set.h"

namespace lab {

/// One of the two kinds of CIFAR's binary version. A record is the labels, then 1024 red, 1024 green and 1024 blue
/// bytes. Source: A. Krizhevsky, "The CIFAR-10 dataset", section "Binary version".
struct CifarKind {
  const char* name;  ///< "CIFAR-10"
  int labels;        ///< bytes before the pixels; the last one is the class
  int limits[2];     ///< each label is below its own

  [[nodiscard]] int record() const { return labels + 3 * 32 * 32; }
};
inline constexpr CifarKind kCifar10{"CIFAR-10", 1, {10, 10}};
inline constexpr CifarKind kCifar100{"CIFAR-100", 2, {20, 100}};

/// Bytes of one record of CIFAR-10.
inline constexpr int kCifarRecord = kCifar10.labels + 3 * 32 * 32;

/// Whether the bytes (unpacked) are whole records of that kind: the right length, and every label below its limit.
[[nodiscard]] bool looks_like_cifar(const CifarKind& kind, std::span<const std::uint8_t> bytes);

/// The kind whose labels hold for more of the bytes, for batches that are damaged: CIFAR-10 where neither's do.
[[nodiscard]] const CifarKind& likelier_cifar(std::span<const std::uint8_t> bytes);

/// Whether a file is called as CIFAR's batches are: data_batch_1.bin, test_batch.bin.gz, or any other .bin.
[[nodiscard]] bool named_like_cifar(const std::string& name);

/// Reads a batch (unpacked) into 32 x 32 x 3 images, channel last; of CIFAR-100 with the fine labels. Errors begin with
/// `name`.
Result<ImageSet> parse_cifar(const CifarKind& kind, const std::string& name, std::span<const std::uint8_t> bytes);

/// What CIFAR-10 calls its classes.
[[nodiscard]] std::vector<std::string> cifar10_class_names();

}  // namespace lab
