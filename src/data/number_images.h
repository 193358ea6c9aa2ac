#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/shape.h"
#include "data/image_set.h"
#include "data/number_array.h"

namespace lab {

/// Images larger than this in height or width are refused.
inline constexpr int kMaxImageSide = 256;

/// The image that so many numbers in a row are: a square in grey, at least 3 x 3, or one in colour, at least 4 x 4;
/// nothing where they are neither.
[[nodiscard]] std::optional<Shape> image_shape_of_row(int numbers);

/// Whether an array holds labels rather than images: it has one dimension, or two of which the second is no image
/// (QMNIST's columns, a column alone, one of ten classes), or two and a name that says so ("y_train", "labels").
[[nodiscard]] bool holds_labels(const NumberArray& array);

/// The least and the greatest number of arrays.
struct NumberRange {
  double least = 0.0;
  double greatest = 0.0;
};

/// What the numbers of an array reach, and `so_far` too. Refused where one is not finite.
Result<NumberRange> range_of(const NumberArray& array, NumberRange so_far);

/// Turns an array into images: (N, pixels) as image_shape_of_row() says, (N, height, width), (N, height, width,
/// channels) or (N, channels, height, width), with 1 or 3 channels. Numbers become bytes by the range of all arrays
/// that belong together: bytes stay as they are, otherwise 255 is the least of 1, 16, 255 and 65535 that they reach at
/// most; where some are negative, the least number becomes 0 and the greatest 255. The array is spent. Errors begin
/// with its name.
Result<ImageSet> images_of(NumberArray array, const NumberRange& range);

/// One class a row, 0 to 255: of (N), of the first column, or where each row has a single 1 beside zeros, at least two,
/// the place of it. Errors begin with the array's name.
Result<std::vector<std::uint8_t>> labels_of(const NumberArray& array);

}  // namespace lab
