#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "io/named_array.h"

namespace lab {

/// An array as NumPy's .npy file, version 1.0 of the format (numpy.lib.format): float32, little-endian, row-major. The
/// array's name is not part of it.
[[nodiscard]] std::vector<std::uint8_t> write_npy(const NamedArray& array);

/// Reads a .npy file of numbers of any type (see parse_npy()); of bytes 0..255 become 0..1, as pixels do everywhere
/// here. The array is called `name`, which is also used in the sentence that says what is wrong.
Result<NamedArray> read_npy(const std::string& name, std::vector<std::uint8_t> bytes);

/// Arrays as NumPy's .npz file: a ZIP archive of .npy files, as numpy.savez writes it.
[[nodiscard]] std::vector<std::uint8_t> write_npz(std::span<const NamedArray> arrays);

/// Reads what numpy.savez or numpy.savez_compressed wrote; types as read_npy().
Result<std::vector<NamedArray>> read_npz(const std::string& name, std::span<const std::uint8_t> bytes);

}  // namespace lab
