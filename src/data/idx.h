#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "data/number_array.h"

namespace lab {

/// Whether the bytes (unpacked) begin as an IDX file does, of whatever type.
[[nodiscard]] bool looks_like_idx(std::span<const std::uint8_t> bytes);

/// Reads an IDX file, the format of MNIST and its successors: two zeros, the type of the numbers (8 byte, 9 signed
/// byte, 11 and 12 integers of 16 and 32 bits, 13 and 14 floats of 32 and 64), the number of dimensions (1 to 4 here),
/// their sizes, then the numbers, all big-endian. The array keeps the bytes. Errors begin with `name`. Source: Y.
/// LeCun, "The MNIST database", file formats.
Result<NumberArray> parse_idx(const std::string& name, std::vector<std::uint8_t> bytes);

}  // namespace lab
