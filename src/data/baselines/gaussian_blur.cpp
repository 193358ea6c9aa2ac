#include "data/baselines/gaussian_blur.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "data/baselines/border.h"

namespace lab {
namespace {

constexpr float kMaxRadius = 16.0F;

std::vector<float> window(float sigma) {
  const auto radius = static_cast<int>(std::ceil(std::min(3.0F * sigma, kMaxRadius)));
  std::vector<float> weights;
  float sum = 0.0F;
  for (int i = -radius; i <= radius; ++i) {
    const float x = static_cast<float>(i) / sigma;
    weights.push_back(std::exp(-0.5F * x * x));
    sum += weights.back();
  }
  for (float& w : weights) w /= sum;
  return weights;
}

class GaussianBlur : public Baseline {
 public:
  void apply(const Shape& shape, std::span<const float> noisy, float strength, std::span<float> out) const override {
    if (!(strength > 0.0F)) {
      std::copy(noisy.begin(), noisy.end(), out.begin());
      return;
    }
    const Extent size(shape);
    const std::size_t row = size.width * size.channels;
    const std::vector<float> weights = window(strength);
    const auto radius = static_cast<std::ptrdiff_t>(weights.size() / 2);
    const auto pad = static_cast<std::size_t>(radius) * size.channels;
    std::vector<float> padded(row + 2 * pad);
    for (std::size_t y = 0; y < size.height; ++y) {
      // Rows first; columns go into the padded row, whose ends are then filled by reflection.
      std::fill(padded.begin(), padded.end(), 0.0F);
      float* const middle = padded.data() + pad;
      for (std::size_t k = 0; k < weights.size(); ++k) {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(y + k) - radius;
        const auto source = static_cast<std::size_t>(reflected(at, static_cast<std::ptrdiff_t>(size.height)));
        const float* const from = noisy.data() + source * row;
        for (std::size_t i = 0; i < row; ++i) middle[i] += weights[k] * from[i];
      }
      reflect_ends(padded, size, radius);
      float* const to = out.data() + y * row;
      std::fill(to, to + row, 0.0F);
      for (std::size_t k = 0; k < weights.size(); ++k) {
        const float* const from = padded.data() + k * size.channels;
        for (std::size_t i = 0; i < row; ++i) to[i] += weights[k] * from[i];
      }
    }
  }

 private:
  static void reflect_ends(std::vector<float>& padded, const Extent& size, std::ptrdiff_t radius) {
    const auto width = static_cast<std::ptrdiff_t>(size.width);
    const auto channels = static_cast<std::ptrdiff_t>(size.channels);
    float* const middle = padded.data() + radius * channels;
    for (std::ptrdiff_t x = 1; x <= radius; ++x) {
      for (const std::ptrdiff_t at : {-x, width - 1 + x}) {
        std::copy_n(middle + reflected(at, width) * channels, channels, middle + at * channels);
      }
    }
  }
};

}  // namespace

std::unique_ptr<const Baseline> fit_gaussian_blur(const ImageSet& /*clean*/) {
  return std::make_unique<GaussianBlur>();
}

}  // namespace lab
