// The picture that is looked at. See observer.h.
#include <algorithm>

#include "train/observer.h"

namespace lab {
namespace {

constexpr std::uint32_t kOwnNoise = ~std::uint32_t{0};  // the number that names the noise of one's own pictures

}  // namespace

void Subject::read(const Pick& pick, bool noisy, float* out) const {
  MatrixView column(out, test.shape().size(), 1);
  if (!pick.own) {
    const auto index = static_cast<std::uint32_t>(test_index(pick.index));
    fill_clean(test, {&index, 1}, column);
  } else {
    const ImageSet& image = pick.own->image;
    if (const auto fitting = ImageFitting::plan(image.shape, network.input_shape())) {
      FittedImages(image, *fitting).read(0, out);
    } else {
      column.setZero();
    }
  }
  if (noisy) add_noise(pick, spec.noise, out);
}

void Subject::add_noise(const Pick& pick, const NoiseSpec& noise, float* image) const {
  const std::uint32_t index = pick.own ? kOwnNoise : static_cast<std::uint32_t>(test_index(pick.index));
  NoiseDraw draw = test_noise();
  draw.noise = noise;
  lab::add_noise(draw, {&index, 1}, MatrixView(image, test.shape().size(), 1));
}

int Subject::label(const Pick& pick) const {
  const std::vector<std::uint8_t>& labels = pick.own ? pick.own->image.labels : test.labels();
  const auto at = static_cast<std::size_t>(pick.own ? 0 : test_index(pick.index));
  return at < labels.size() ? labels[at] : -1;
}

}  // namespace lab
