#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "data/number_array.h"

namespace lab {

/// Whether the bytes begin as a table of numbers does: text whose first or second line is numbers between separators
/// (comma, semicolon, tab or blank), as many as an image has at least.
[[nodiscard]] bool looks_like_csv(std::span<const std::uint8_t> bytes);

/// What a table of images holds: (rows, pixels), and (rows) where there is a column of labels.
struct CsvImages {
  NumberArray images;
  std::vector<NumberArray> labels;  ///< one or none
};

/// Reads a table with an image a row. A first line of words is a header: a column that it calls label, class, target or
/// y holds the labels, columns without a name or called id or index are passed over. Without such a column the labels
/// are the column that is too many for square images (grey or colour): the first, unless that one never changes and the
/// last does. Errors begin with `name` and say the line.
Result<CsvImages> parse_csv(const std::string& name, std::vector<std::uint8_t> bytes);

}  // namespace lab
