#include "data/fit_shape.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "data/gzip.h"
#include "data/number_images.h"
#include "data/resample.h"

namespace lab {
namespace {

// The whole number whose square is n, or 0.
int root_of(int n) {
  const int root = static_cast<int>(std::lround(std::sqrt(static_cast<double>(n))));
  return root * root == n ? root : 0;
}

bool serves(const Shape& images, const Shape& wanted) {
  return wanted.is_flat ? images.size() == wanted.size() : images == wanted;
}

}  // namespace

Result<Shape> image_shape_of(const Shape& input) {
  Shape image = input;
  if (input.is_flat) {
    const int grey = root_of(input.channels);
    const int colour = input.channels % 3 == 0 ? root_of(input.channels / 3) : 0;
    if (grey == 0 && colour == 0) {
      return Error{"The network takes " + std::to_string(input.channels) +
                   " numbers, which are neither a square image in grey nor one in colour."};
    }
    image = grey > 0 ? Shape::image(grey, grey, 1) : Shape::image(colour, colour, 3);
  }
  if (image.height < 1 || image.width < 1 || image.height > kMaxImageSide || image.width > kMaxImageSide) {
    return Error{"Images can be fitted to 1 x 1 to " + std::to_string(kMaxImageSide) + " x " +
                 std::to_string(kMaxImageSide) + " pixels; the network takes " + input.to_string() + "."};
  }
  if (image.channels != 1 && image.channels != 3) {
    return Error{"Images have 1 channel (grey) or 3 (colour); the network takes " + input.to_string() + "."};
  }
  return image;
}

Result<ImageFitting> ImageFitting::plan(const Shape& images, const Shape& wanted) {
  if (serves(images, wanted)) return ImageFitting(images);
  const auto target = image_shape_of(wanted);
  if (!target) return target.error();
  if (images.is_flat || (images.channels != 1 && images.channels != 3)) {
    return Error{"The data has the shape " + images.to_string() + ", which is no image that can be fitted to " +
                 wanted.to_string() + "."};
  }
  ImageFitting fitting(*target);
  fitting.resampler_.emplace(images, *target);
  return fitting;
}

void ImageFitting::apply(std::span<const std::uint8_t> image, std::span<std::uint8_t> out) const {
  thread_local Resampler::Scratch scratch;
  resampler_->apply(image, out, scratch);
}

Result<ImageSet> fit_to_shape(ImageSet set, const Shape& wanted) {
  const auto fitting = ImageFitting::plan(set.shape, wanted);
  if (!fitting) return fitting.error();
  if (!fitting->changes()) return set;
  const auto count = static_cast<std::size_t>(set.size());
  const auto size = static_cast<std::size_t>(fitting->shape().size());
  if (std::uint64_t{count} * size > kMaxUnpacked) {
    return Error{std::to_string(count) + " images of the shape " + fitting->shape().to_string() + " take more than " +
                 std::to_string(kMaxUnpacked >> 20) + " MiB; use fewer."};
  }
  ImageSet out;
  out.shape = fitting->shape();
  out.labels = std::move(set.labels);
  out.pixels.resize(count * size);
  for (std::size_t i = 0; i < count; ++i) {
    fitting->apply(set.image(static_cast<int>(i)), std::span(out.pixels).subspan(i * size, size));
  }
  return out;
}

Result<Dataset> fit_to_shape(Dataset set, const Shape& wanted) {
  for (ImageSet* part : {&set.train, &set.test}) {
    auto fitted = fit_to_shape(std::move(*part), wanted);
    if (!fitted) return fitted.error();
    *part = *std::move(fitted);
  }
  return set;
}

}  // namespace lab
