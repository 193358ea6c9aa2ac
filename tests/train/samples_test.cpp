#include "train/samples.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <thread>
#include <vector>

using namespace lab;

namespace {

ImageSet pattern(const Shape& shape, int count) {
  ImageSet set;
  set.shape = shape;
  for (int i = 0; i < count * shape.size(); ++i)
    set.pixels.push_back(static_cast<std::uint8_t>((i * 31 + i / 97) % 256));
  for (int i = 0; i < count; ++i) set.labels.push_back(static_cast<std::uint8_t>(i));
  return set;
}

/// Inputs, then targets, of all images.
std::vector<float> samples_of(const FittedImages& images, const NoiseDraw& draw) {
  std::vector<std::uint32_t> indices;
  for (int i = images.size(); i-- > 0;) indices.push_back(static_cast<std::uint32_t>(i));
  const int size = images.shape().size();
  std::vector<float> both(static_cast<std::size_t>(2 * size * images.size()));
  std::vector<std::uint8_t> labels(indices.size());
  fill_samples(images, draw, indices, MatrixView(both.data(), size, images.size()),
               MatrixView(both.data() + size * images.size(), size, images.size()), labels);
  CHECK(labels.front() == images.size() - 1);
  return both;
}

}  // namespace

TEST_CASE("images fitted when they are asked for are those of a set that was fitted as a whole") {
  const NoiseDraw draw{.noise = {.kind = "gaussian", .level = 0.3F}, .seed = 3};
  for (const auto& [from, to] : {std::pair(Shape::image(28, 28, 1), Shape::image(32, 32, 3)),
                                 std::pair(Shape::image(32, 32, 3), Shape::flat(784)),
                                 std::pair(Shape::image(64, 48, 3), Shape::image(28, 28, 1)),
                                 std::pair(Shape::image(28, 28, 1), Shape::flat(784))}) {
    const ImageSet images = pattern(from, 7);
    const ImageSet whole = fit_to_shape(images, to).value();
    const ImageFitting fitting = ImageFitting::plan(from, to).value();
    CHECK(fitting.changes() == (to != Shape::flat(784) || from.size() != 784));
    const FittedImages fitted(images, fitting);
    CHECK(fitted.shape().size() == to.size());
    CHECK(samples_of(fitted, draw) == samples_of(whole, draw));
  }
}

TEST_CASE("several threads may fit at once") {
  const ImageSet images = pattern(Shape::image(28, 28, 1), 50);
  const ImageFitting fitting = ImageFitting::plan(images.shape, Shape::image(32, 32, 3)).value();
  const FittedImages fitted(images, fitting);
  const std::vector<float> expected = samples_of(fitted, {});
  std::vector<std::vector<float>> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) threads.emplace_back([&] { result = samples_of(fitted, {}); });
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) CHECK(result == expected);
}
