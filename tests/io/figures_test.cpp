#include "io/figures.h"

#include <doctest/doctest.h>

#include <limits>

#include "io/canvas.h"

using namespace lab;

TEST_CASE("image rows place every image at its own cell") {
  std::vector<std::uint8_t> pixels(2 * 784, 0);
  std::fill(pixels.begin() + 784, pixels.end(), std::uint8_t{200});
  const Picture picture = image_rows(Shape::image(28, 28, 1), 2, {{"original", pixels}, {"noisy", pixels}});
  CHECK(picture.channels == 3);
  int black = 0;
  int bright = 0;
  for (std::size_t i = 0; i < picture.pixels.size(); i += 3) {
    black += picture.pixels[i] == 0 ? 1 : 0;
    bright += picture.pixels[i] == 200 ? 1 : 0;
  }
  CHECK(black == 2 * 784 * 9);  // one black image in each of two rows, each pixel 3 x 3
  CHECK(bright == 2 * 784 * 9);
}

TEST_CASE("plots can be drawn of nothing, one epoch, and unmeasured values") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK_FALSE(history_plot("t", {}, false).pixels.empty());
  CHECK_FALSE(history_plot("t", {{1, 0.5F, 0.4F, 0.9F, 0.8F, 1.0}}, true).pixels.empty());
  CHECK_FALSE(history_plot("t", {{1, 0.5F, nan, nan, nan, 1.0}, {2, 0.5F, nan, nan, nan, 1.0}}, true).pixels.empty());
}

TEST_CASE("lines leave ink where they go and nowhere else") {
  Canvas canvas(40, 20, {255, 255, 255});
  canvas.line(5, 10, 35, 10, 2, {0, 0, 0});
  const auto at = [&](int x, int y) { return canvas.picture().pixels[static_cast<std::size_t>(y * 40 + x) * 3]; };
  CHECK(at(20, 9) < 40);
  CHECK(at(20, 10) < 40);
  CHECK(at(20, 14) == 255);
  CHECK(at(1, 10) == 255);
  canvas.line(-500, -500, 900, 900, 3, {0, 0, 0});  // cut off, no crash
}
