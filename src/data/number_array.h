#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lab {

/// How a file writes one number.
struct NumberType {
  enum class Kind : std::uint8_t { boolean, unsigned_integer, integer, floating, brain };
  Kind kind = Kind::unsigned_integer;
  std::uint8_t size = 1;  ///< bytes: 1, 2, 4 or 8; floating: 2 (IEEE half), 4 or 8; brain (bfloat16): 2
  bool big_endian = false;

  bool operator==(const NumberType&) const = default;
};

/// The number whose type.size bytes begin at `bytes`. Integers beyond 2^53 lose their last bits.
[[nodiscard]] double number_at(const std::uint8_t* bytes, const NumberType& type);

/// An array as a file has it: numbers of any type, any number of dimensions, the last (or, by columns, the first)
/// running fastest.
struct NumberArray {
  std::string name;
  std::vector<int> shape;
  NumberType type = {};
  bool by_columns = false;          ///< Fortran's order
  std::vector<std::uint8_t> bytes;  ///< of the whole file
  std::size_t offset = 0;           ///< where in them the numbers begin

  [[nodiscard]] const std::uint8_t* data() const { return bytes.data() + offset; }
};

/// How far apart in memory, in numbers, neighbours along each dimension are.
[[nodiscard]] std::vector<std::size_t> strides_of(const NumberArray& array);

/// All numbers, with the last dimension running fastest.
[[nodiscard]] std::vector<float> floats_of(const NumberArray& array);

/// How many values an array of that shape has; -1 where a dimension is negative or the product is absurd (2^31 or
/// more).
[[nodiscard]] std::int64_t value_count(std::span<const int> shape);

/// As Python writes it: "()", "(32,)", "(784, 32)".
[[nodiscard]] std::string shape_text(std::span<const int> shape);

}  // namespace lab
