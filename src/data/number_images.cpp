#include "data/number_images.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "data/gzip.h"
#include "data/named_file.h"

namespace lab {
namespace {

constexpr int kLeastGrey = 9;     // pixels
constexpr int kLeastColour = 16;  // pixels

int root_of(int n) {
  const int root = static_cast<int>(std::lround(std::sqrt(static_cast<double>(n))));
  return std::int64_t{root} * root == n ? root : 0;
}

bool is_colour_count(int channels) { return channels == 1 || channels == 3; }

/// Where in memory the pixels of an array lie: steps in numbers.
struct Layout {
  Shape shape;
  std::size_t image, row, column, channel;
};

std::optional<Layout> layout_of(const NumberArray& array) {
  const std::vector<int>& n = array.shape;
  const std::vector<std::size_t> step = strides_of(array);
  switch (n.size()) {
    case 2: {
      const auto shape = image_shape_of_row(n[1]);
      if (!shape) return {};
      const auto channels = static_cast<std::size_t>(shape->channels);
      return Layout{*shape, step[0], step[1] * static_cast<std::size_t>(shape->width) * channels, step[1] * channels,
                    step[1]};
    }
    case 3: return Layout{Shape::image(n[1], n[2], 1), step[0], step[1], step[2], 0};
    case 4:
      if (is_colour_count(n[3])) return Layout{Shape::image(n[1], n[2], n[3]), step[0], step[1], step[2], step[3]};
      if (is_colour_count(n[1])) return Layout{Shape::image(n[2], n[3], n[1]), step[0], step[2], step[3], step[1]};
      return {};
    default: return {};
  }
}

/// byte = (number - black) * steps
struct Scale {
  double black = 0.0;
  double steps = 1.0;
};

Scale scale_of(const NumberRange& range) {
  if (range.least < 0.0) return {range.least, 255.0 / std::max(range.greatest - range.least, 1e-300)};
  for (const double white : {1.0, 16.0, 255.0, 65535.0}) {
    if (range.greatest <= white) return {0.0, 255.0 / white};
  }
  return {0.0, 255.0 / range.greatest};
}

}  // namespace

std::optional<Shape> image_shape_of_row(int numbers) {
  if (numbers < kLeastGrey) return {};
  if (const int side = root_of(numbers); side > 0) return Shape::image(side, side, 1);
  const int side = numbers % 3 == 0 && numbers / 3 >= kLeastColour ? root_of(numbers / 3) : 0;
  if (side == 0) return {};
  return Shape::image(side, side, 3);
}

bool holds_labels(const NumberArray& array) {
  if (array.shape.size() < 2) return true;
  if (array.shape.size() > 2) return false;
  if (!image_shape_of_row(array.shape[1])) return array.shape[1] < 1025;
  const std::string name = lower_case(array.name.substr(array.name.find_last_of('/') + 1));
  return name.starts_with("y_") || name.starts_with("y.") || name.find("label") != std::string::npos;
}

Result<NumberRange> range_of(const NumberArray& array, NumberRange so_far) {
  if (array.type == NumberType{}) {
    const std::uint8_t* const end = array.bytes.data() + array.bytes.size();
    if (array.data() != end) so_far.greatest = std::max<double>(so_far.greatest, *std::max_element(array.data(), end));
    return so_far;
  }
  const auto count = static_cast<std::size_t>(value_count(array.shape));
  for (std::size_t i = 0; i < count; ++i) {
    const double value = number_at(array.data() + i * array.type.size, array.type);
    if (!(std::abs(value) <= std::numeric_limits<float>::max()))
      return Error{array.name + " holds something that is not a number (NaN or infinity)."};
    so_far.least = std::min(so_far.least, value);
    so_far.greatest = std::max(so_far.greatest, value);
  }
  return so_far;
}

Result<ImageSet> images_of(NumberArray array, const NumberRange& range) {
  const auto layout = layout_of(array);
  if (!layout) {
    return Error{array.name + " has the shape " + shape_text(array.shape) +
                 ", which is none of images: (N, height, width), with 1 or 3 channels behind or before that, or (N, "
                 "pixels) of squares."};
  }
  const Shape& shape = layout->shape;
  const std::string size = std::to_string(shape.height) + " x " + std::to_string(shape.width);
  if (shape.height < 1 || shape.width < 1 || shape.height > kMaxImageSide || shape.width > kMaxImageSide) {
    return Error{array.name + " says its images are " + size + " pixels; 1 x 1 to " + std::to_string(kMaxImageSide) +
                 " x " + std::to_string(kMaxImageSide) + " are accepted."};
  }
  const auto count = static_cast<std::size_t>(array.shape[0]);
  if (count == 0) return Error{array.name + " holds no images."};
  const std::size_t pixels = count * static_cast<std::size_t>(shape.size());
  if (pixels > kMaxUnpacked) return Error{array.name + " is too large."};

  ImageSet set;
  set.shape = shape;
  const bool bytes = array.type == NumberType{};
  const bool in_order = !array.by_columns && layout->channel <= 1;
  if (bytes && in_order && range.greatest > 1.0) {
    array.bytes.erase(array.bytes.begin(), array.bytes.begin() + static_cast<std::ptrdiff_t>(array.offset));
    set.pixels = std::move(array.bytes);
    return set;
  }
  const Scale scale = bytes && range.greatest > 1.0 ? Scale{} : scale_of(range);
  set.pixels.reserve(pixels);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t y = 0; y < static_cast<std::size_t>(shape.height); ++y) {
      for (std::size_t x = 0; x < static_cast<std::size_t>(shape.width); ++x) {
        for (std::size_t c = 0; c < static_cast<std::size_t>(shape.channels); ++c) {
          const std::size_t at = i * layout->image + y * layout->row + x * layout->column + c * layout->channel;
          const double value = number_at(array.data() + at * array.type.size, array.type);
          set.pixels.push_back(static_cast<std::uint8_t>(std::floor((value - scale.black) * scale.steps + 0.5)));
        }
      }
    }
  }
  return set;
}

Result<std::vector<std::uint8_t>> labels_of(const NumberArray& array) {
  constexpr int kMostClasses = 256;
  const std::size_t count = array.shape.empty() ? 1 : static_cast<std::size_t>(array.shape[0]);
  const std::size_t columns = array.shape.size() < 2 ? 1 : static_cast<std::size_t>(array.shape[1]);
  if (count == 0 || columns == 0) return Error{array.name + " holds no labels."};
  std::vector<std::size_t> step = strides_of(array);
  step.resize(2);
  const auto at = [&](std::size_t row, std::size_t column) {
    return number_at(array.data() + (row * step[0] + column * step[1]) * array.type.size, array.type);
  };
  bool one_of_many = columns > 1 && columns <= kMostClasses;
  for (std::size_t row = 0; row < count && one_of_many; ++row) {
    std::size_t ones = 0;
    for (std::size_t c = 0; c < columns; ++c) {
      ones += at(row, c) == 1.0 ? 1 : 0;
      one_of_many = one_of_many && (at(row, c) == 1.0 || at(row, c) == 0.0);
    }
    one_of_many = one_of_many && ones == 1;
  }
  std::vector<std::uint8_t> labels(count);
  for (std::size_t row = 0; row < count; ++row) {
    double label = at(row, 0);
    for (std::size_t c = 0; one_of_many && c < columns; ++c) {
      if (at(row, c) == 1.0) label = static_cast<double>(c);
    }
    if (!(label >= 0.0 && label < kMostClasses) || label != std::floor(label)) {
      return Error{array.name + " has a label in row " + std::to_string(row + 1) +
                   " that is no whole number from 0 to 255."};
    }
    labels[row] = static_cast<std::uint8_t>(label);
  }
  return labels;
}

}  // namespace lab
