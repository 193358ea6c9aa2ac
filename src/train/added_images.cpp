#include "train/added_images.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "data/fit_shape.h"

namespace lab {
namespace {

constexpr std::int64_t kCopies = 2;  // of this epoch and of the next

/// With the numbers that stand for them in the order of an epoch.
std::int64_t bytes_of(std::size_t count, const Network& network) {
  const std::int64_t each = network.input_shape().size() + 1 + static_cast<std::int64_t>(sizeof(std::uint32_t));
  return kCopies * static_cast<std::int64_t>(count) * each;
}

/// Adds the picture unless it does not suit the network.
void add(const OwnPicture& picture, const Network& network, ImageSet& to) {
  const ImageSet& image = picture.image;
  if (image.size() == 0) return;
  const int label = image.labels.empty() ? -1 : image.labels.front();
  if (network.loss().needs_labels && (label < 0 || label >= network.output_shape().size())) return;
  const auto fitting = ImageFitting::plan(image.shape, network.input_shape());
  if (!fitting) return;
  const std::size_t at = to.pixels.size();
  if (fitting->changes()) {
    to.shape = fitting->shape();
    to.pixels.resize(at + static_cast<std::size_t>(to.shape.size()));
    fitting->apply(image.image(0), std::span(to.pixels).subspan(at));
  } else {
    to.shape = network.input_shape();
    to.pixels.insert(to.pixels.end(), image.pixels.begin(), image.pixels.end());
  }
  to.labels.push_back(static_cast<std::uint8_t>(label < 0 ? 0 : label));
}

}  // namespace

Status AddedImages::set(std::vector<OwnPicturePtr> pictures, const Network& network) {
  if (!memory_.resize(bytes_of(pictures.size(), network)))
    return Error{"There is no memory left for training images of your own; fewer other images would make room."};
  pictures_ = std::move(pictures);
  fit(network);
  return {};
}

void AddedImages::fit(const Network& network) {
  next_ = {};
  if (!memory_.resize(bytes_of(pictures_.size(), network))) return;
  for (const OwnPicturePtr& picture : pictures_) add(*picture, network, next_);
}

}  // namespace lab
