#include "data/baselines/pca.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

using lab::ImageSet;
using lab::Shape;

namespace {

/// Images that vary in two directions only: brightness of the left half, and of the right half.
ImageSet two_halves(int count, int side) {
  ImageSet set;
  set.shape = Shape::image(side, side, 1);
  for (int i = 0; i < count; ++i) {
    const auto left = static_cast<std::uint8_t>(i * 29 % 200);
    const auto right = static_cast<std::uint8_t>(100 + i * 17 % 100);
    for (int p = 0; p < side * side; ++p) set.pixels.push_back(p % side < side / 2 ? left : right);
  }
  return set;
}

std::vector<float> reconstructed(const ImageSet& clean, const std::vector<float>& in, float components) {
  std::vector<float> out(in.size(), -1.0F);
  lab::fit_pca(clean)->apply(clean.shape, in, components, out);
  return out;
}

}  // namespace

TEST_CASE("two components restore images that vary in two directions, and average noise away") {
  // More images than pixels, and fewer: the two ways to the same subspace.
  for (const int count : {100, 20}) {
    CAPTURE(count);
    const ImageSet clean = two_halves(count, 6);
    std::vector<float> image;
    for (int p = 0; p < 36; ++p) image.push_back(p % 6 < 3 ? 0.3F : 0.6F);
    const auto restored = reconstructed(clean, image, 2.0F);
    for (std::size_t p = 0; p < 36; ++p) CHECK(restored[p] == doctest::Approx(image[p]).epsilon(1e-4));
    // One pixel off by 0.18 lifts the mean of its half by a hundredth, and nothing else.
    auto noisy = image;
    noisy[0] += 0.18F;
    const auto cleaned = reconstructed(clean, noisy, 2.0F);
    for (std::size_t p = 0; p < 36; ++p) {
      CHECK(cleaned[p] == doctest::Approx(p % 6 < 3 ? 0.31 : 0.6).epsilon(1e-3));
    }
    // There are no more than two components to keep.
    CHECK(reconstructed(clean, noisy, 500.0F) == cleaned);
  }
}

TEST_CASE("without components the mean is left; one keeps the direction of most variance") {
  const ImageSet clean = two_halves(50, 4);
  double left = 0.0;
  double right = 0.0;
  for (int i = 0; i < 50; ++i) {
    left += clean.image(i)[0] / 255.0 / 50.0;
    right += clean.image(i)[3] / 255.0 / 50.0;
  }
  const std::vector<float> image(16, 0.5F);
  const auto mean = reconstructed(clean, image, 0.0F);
  CHECK(mean[0] == doctest::Approx(left));
  CHECK(mean[3] == doctest::Approx(right));
  // The left half varies twice as much as the right.
  const auto one = reconstructed(clean, image, 1.0F);
  CHECK(std::abs(one[0] - 0.5) < 0.5 * std::abs(left - 0.5));
}

TEST_CASE("images without any variance have no components, and results stay in [0, 1]") {
  ImageSet same;
  same.shape = Shape::image(3, 3, 1);
  same.pixels.assign(18, 51);
  for (const float value : reconstructed(same, std::vector<float>(9, 0.9F), 4.0F)) CHECK(value == doctest::Approx(0.2));
  const std::vector<float> bright(36, 5.0F);
  for (const float value : reconstructed(two_halves(100, 6), bright, 2.0F)) {
    CHECK(value <= 1.0F);
    CHECK(value >= 0.0F);
  }
}
