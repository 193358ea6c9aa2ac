#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "data/number_array.h"

namespace lab {

/// Whether the bytes begin as NumPy's .npy file does.
[[nodiscard]] bool looks_like_npy(std::span<const std::uint8_t> bytes);

/// Reads a .npy file (numpy.lib.format, versions 1 to 3) of booleans, integers or floating-point numbers of any size
/// and byte order, by rows or by columns, of at most 8 dimensions. The array keeps the bytes. Errors begin with `name`.
Result<NumberArray> parse_npy(const std::string& name, std::vector<std::uint8_t> bytes);

/// What the beginning of a .npy file says of the array; its bytes are left out.
Result<NumberArray> parse_npy_header(const std::string& name, std::span<const std::uint8_t> bytes);

}  // namespace lab
