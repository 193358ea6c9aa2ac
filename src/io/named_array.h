#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lab {

/// One array of a file of weights: its name, its shape (row-major, as NumPy's default) and its values. No dimensions:
/// one value.
struct NamedArray {
  std::string name;
  std::vector<int> shape;
  std::vector<float> values;

  bool operator==(const NamedArray&) const = default;
};

/// How many values an array of that shape has; -1 where a dimension is negative or the product is absurd (2^31 or
/// more).
[[nodiscard]] inline std::int64_t value_count(std::span<const int> shape) {
  std::int64_t count = 1;
  bool empty = false;
  for (const int size : shape) {
    if (size < 0) return -1;
    if (size == 0) {
      empty = true;
    } else if ((count *= size) > INT32_MAX) {
      return -1;
    }
  }
  return empty ? 0 : count;
}

/// As Python writes it: "()", "(32,)", "(784, 32)".
[[nodiscard]] inline std::string shape_text(std::span<const int> shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + (shape.size() == 1 ? ",)" : ")");
}

}  // namespace lab
