#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/result.h"
#include "data/image_set.h"
#include "data/resample.h"

namespace lab {

/// The shape of images that a network's input stands for: an image as it is; a flat 784 as 28 x 28 grey, a flat 3072 as
/// 32 x 32 colour (a number is never both a square and three times one). Refused: other flat sizes, channels other than
/// 1 and 3, and sides above kMaxImageSide.
Result<Shape> image_shape_of(const Shape& input);

/// Brings images of one shape to a network whose input is another, one at a time. Images that have as many numbers as a
/// flat input, or exactly the wanted shape, stay as they are; others are cut, resized and turned grey or coloured as
/// Resampler says. Planned once for many images, and then the same for all threads.
class ImageFitting {
 public:
  /// Refused with a sentence where the one cannot be made of the other.
  static Result<ImageFitting> plan(const Shape& images, const Shape& wanted);

  [[nodiscard]] bool changes() const { return resampler_.has_value(); }

  /// Of the images afterwards.
  [[nodiscard]] const Shape& shape() const { return shape_; }

  /// Where changes(): `out` holds shape().size() bytes. Allocates only when a thread does this for the first time.
  void apply(std::span<const std::uint8_t> image, std::span<std::uint8_t> out) const;

 private:
  explicit ImageFitting(const Shape& shape) : shape_(shape) {}

  Shape shape_;
  std::optional<Resampler> resampler_;
};

/// The set with images that fit a network whose input is `wanted`, as ImageFitting says. Refused with a sentence where
/// that cannot be done or would take more than kMaxUnpacked bytes. Callable from any thread.
Result<ImageSet> fit_to_shape(ImageSet set, const Shape& wanted);

/// Training and test images, each as above.
Result<Dataset> fit_to_shape(Dataset set, const Shape& wanted);

}  // namespace lab
