#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "io/named_array.h"

namespace lab {

/// Arrays as a safetensors file (huggingface/safetensors, "Format"): a u64 length, that much JSON with every array's
/// type, shape and place, then the values; float32, little-endian, row-major.
[[nodiscard]] std::vector<std::uint8_t> write_safetensors(std::span<const NamedArray> arrays);

/// Reads such a file, of float16, bfloat16, float32, float64 or whole numbers; arrays of at most 8 dimensions, which
/// lie inside the file and share no bytes. `name` is used in the sentence that says what is wrong.
Result<std::vector<NamedArray>> read_safetensors(const std::string& name, std::span<const std::uint8_t> bytes);

}  // namespace lab
