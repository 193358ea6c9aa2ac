#include "data/resample.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

using lab::Resampler;
using lab::Shape;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes resampled(const Bytes& in, const Shape& from, const Shape& to) {
  Bytes out(static_cast<std::size_t>(to.size()), 123);
  Resampler(from, to).apply(in, out);
  return out;
}

Bytes pattern(const Shape& shape) {
  Bytes out;
  for (int i = 0; i < shape.size(); ++i) out.push_back(static_cast<std::uint8_t>(i * 37 % 256));
  return out;
}

}  // namespace

TEST_CASE("the same shape changes nothing") {
  for (const Shape& shape : {Shape::image(1, 1, 1), Shape::image(5, 7, 3), Shape::image(32, 32, 3)}) {
    CHECK(resampled(pattern(shape), shape, shape) == pattern(shape));
  }
}

TEST_CASE("shrinking averages over areas") {
  // 4 x 4 to 2 x 2: means of four. 3 to 2: each new pixel is two thirds of an outer and a third of the middle one.
  CHECK(resampled({0, 4, 8, 8, 0, 4, 8, 8, 1, 1, 255, 255, 1, 1, 255, 255}, Shape::image(4, 4, 1),
                  Shape::image(2, 2, 1)) == Bytes{2, 8, 1, 255});
  const Bytes column = {0, 90, 240};
  const Bytes grid = {0, 0, 0, 90, 90, 90, 240, 240, 240};
  CHECK(resampled(grid, Shape::image(3, 3, 1), Shape::image(2, 2, 1)) == Bytes{30, 30, 190, 190});
  CHECK(resampled(column, Shape::image(3, 1, 1), Shape::image(3, 1, 1)) == column);
}

TEST_CASE("shrinking keeps the mean of a picture, whatever the sizes") {
  for (const int to : {1, 5, 28, 31, 77}) {
    const Shape from = Shape::image(100, 100, 1);
    const Bytes in = pattern(from);
    const Bytes out = resampled(in, from, Shape::image(to, to, 1));
    double before = 0.0;
    double after = 0.0;
    for (const auto v : in) before += v;
    for (const auto v : out) after += v;
    CHECK(std::abs(before / 10000.0 - after / (to * to)) < 0.6);
  }
}

TEST_CASE("growing is linear between pixel centres") {
  // Two pixels to four: centres at -0.25, 0.25, 0.75, 1.25 of the old axis, the outer ones held at the edge.
  CHECK(resampled({0, 100, 0, 100}, Shape::image(2, 2, 1), Shape::image(4, 4, 1)) ==
        Bytes{0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100});
  CHECK(resampled({77}, Shape::image(1, 1, 1), Shape::image(3, 3, 1)) == Bytes(9, 77));
}

TEST_CASE("the middle is cut out to the new aspect ratio") {
  // 2 x 6 to a square: columns 2 and 3. 5 x 1: row 2.
  CHECK(resampled({1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16}, Shape::image(2, 6, 1), Shape::image(2, 2, 1)) ==
        Bytes{3, 4, 13, 14});
  CHECK(resampled({1, 2, 3, 4, 5}, Shape::image(5, 1, 1), Shape::image(1, 1, 1)) == Bytes{3});
  // Towards a wide shape rows go.
  CHECK(resampled({1, 1, 2, 2, 3, 3, 4, 4}, Shape::image(4, 2, 1), Shape::image(2, 4, 1)).size() == 8);
  CHECK(resampled({1, 1, 9, 9, 3, 3}, Shape::image(3, 2, 1), Shape::image(1, 2, 1)) == Bytes{9, 9});
}

TEST_CASE("colour becomes grey by the weights of BT.601, and grey becomes colour") {
  const Shape colour = Shape::image(1, 1, 3);
  const Shape grey = Shape::image(1, 1, 1);
  const auto grey_of = [&](const Bytes& rgb) { return static_cast<int>(resampled(rgb, colour, grey)[0]); };
  CHECK(std::abs(grey_of({255, 0, 0}) - 76) <= 1);
  CHECK(std::abs(grey_of({0, 255, 0}) - 150) <= 1);
  CHECK(std::abs(grey_of({0, 0, 255}) - 29) <= 1);
  for (int v = 0; v < 256; ++v) {
    const auto level = static_cast<std::uint8_t>(v);
    CHECK(grey_of({level, level, level}) == v);
    CHECK(resampled({level}, grey, colour) == Bytes{level, level, level});
  }
  // Together with resizing: channels stay apart, pixels in place.
  CHECK(resampled({10, 20, 30, 40, 50, 60, 10, 20, 30, 40, 50, 60}, Shape::image(2, 2, 3), Shape::image(1, 1, 3)) ==
        Bytes{25, 35, 45});
  CHECK(resampled({0, 100}, Shape::image(1, 2, 1), Shape::image(1, 2, 3)) == Bytes{0, 0, 0, 100, 100, 100});
}
