#pragma once

#include <string>
#include <vector>

#include "data/number_array.h"

namespace lab {

/// One array of a file of weights: its name, its shape (row-major, as NumPy's default) and its values. No dimensions:
/// one value.
struct NamedArray {
  std::string name;
  std::vector<int> shape;
  std::vector<float> values;

  bool operator==(const NamedArray&) const = default;
};

}  // namespace lab
