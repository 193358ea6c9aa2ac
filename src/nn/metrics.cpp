#include "nn/metrics.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/matrix.h"

namespace lab {
namespace {

constexpr std::size_t kWindow = 11;
constexpr float kC1 = 0.01F * 0.01F;
constexpr float kC2 = 0.03F * 0.03F;

/// The window along one axis; the whole one is the product of two.
struct Window {
  std::size_t size;
  std::array<float, kWindow> weights{};

  explicit Window(std::size_t length) : size(std::min(length, kWindow)) {
    constexpr double kSigma = 1.5;
    std::array<double, kWindow> w{};
    double sum = 0.0;
    for (std::size_t i = 0; i < size; ++i) {
      const double x = static_cast<double>(i) - (static_cast<double>(size) - 1.0) / 2.0;
      w.at(i) = std::exp(-x * x / (2.0 * kSigma * kSigma));
      sum += w.at(i);
    }
    for (std::size_t i = 0; i < size; ++i) weights.at(i) = static_cast<float>(w.at(i) / sum);
  }
};

// The five local means that the formula is made of: of a, b, a^2, b^2 and ab.
constexpr std::size_t kMeans = 5;

}  // namespace

float mean_squared_error(std::span<const float> a, std::span<const float> b) {
  assert(a.size() == b.size() && !a.empty());
  const auto size = static_cast<Eigen::Index>(a.size());
  return (ConstVectorView(a.data(), size) - ConstVectorView(b.data(), size)).squaredNorm() / static_cast<float>(size);
}

float psnr(float mse) { return -10.0F * std::log10(std::max(mse, 1e-10F)); }

float ssim(const Shape& shape, std::span<const float> a, std::span<const float> b) {
  const auto height = static_cast<std::size_t>(shape.is_flat ? 1 : shape.height);
  const auto width = static_cast<std::size_t>(shape.is_flat ? shape.channels : shape.width);
  const auto channels = static_cast<std::size_t>(shape.is_flat ? 1 : shape.channels);
  const std::size_t row = width * channels;
  assert(a.size() == height * row && b.size() == a.size() && !a.empty());

  const Window vertical(height);
  const Window horizontal(width);
  // Channels lie side by side, so a step of one pixel is a step of `channels` numbers, and one loop serves them all.
  const std::size_t places = (width - horizontal.size + 1) * channels;
  std::vector<float> column_means(kMeans * row);  // a row of windows, summed vertically
  std::vector<float> means(kMeans * places);      // and then horizontally
  double sum = 0.0;
  for (std::size_t y = 0; y + vertical.size <= height; ++y) {
    std::fill(column_means.begin(), column_means.end(), 0.0F);
    float* const columns = column_means.data();
    for (std::size_t k = 0; k < vertical.size; ++k) {
      const float w = vertical.weights.at(k);
      const float* const pa = a.data() + (y + k) * row;
      const float* const pb = b.data() + (y + k) * row;
      for (std::size_t i = 0; i < row; ++i) {
        const float wa = w * pa[i];
        const float wb = w * pb[i];
        columns[i] += wa;
        columns[row + i] += wb;
        columns[2 * row + i] += wa * pa[i];
        columns[3 * row + i] += wb * pb[i];
        columns[4 * row + i] += wa * pb[i];
      }
    }
    std::fill(means.begin(), means.end(), 0.0F);
    for (std::size_t m = 0; m < kMeans; ++m) {
      float* const to = means.data() + m * places;
      for (std::size_t k = 0; k < horizontal.size; ++k) {
        const float w = horizontal.weights.at(k);
        const float* const from = columns + m * row + k * channels;
        for (std::size_t i = 0; i < places; ++i) to[i] += w * from[i];
      }
    }
    for (std::size_t i = 0; i < places; ++i) {
      const float mean_a = means[i];
      const float mean_b = means[places + i];
      const float aa = mean_a * mean_a;
      const float bb = mean_b * mean_b;
      const float ab = mean_a * mean_b;
      const float variances = (means[2 * places + i] - aa) + (means[3 * places + i] - bb);
      const float covariance = means[4 * places + i] - ab;
      sum += static_cast<double>((2.0F * ab + kC1) * (2.0F * covariance + kC2) / ((aa + bb + kC1) * (variances + kC2)));
    }
  }
  return static_cast<float>(sum / static_cast<double>((height - vertical.size + 1) * places));
}

}  // namespace lab
