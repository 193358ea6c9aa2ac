#include "data/baselines/gaussian_blur.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

#include "core/random.h"

using lab::Shape;

namespace {

std::vector<float> blurred(const Shape& shape, const std::vector<float>& in, float sigma) {
  std::vector<float> out(in.size(), -1.0F);
  lab::fit_gaussian_blur({})->apply(shape, in, sigma, out);
  return out;
}

}  // namespace

TEST_CASE("a single bright pixel becomes a Gaussian") {
  const Shape shape = Shape::image(21, 21, 1);
  std::vector<float> in(441);
  in[10 * 21 + 10] = 1.0F;
  const auto out = blurred(shape, in, 1.5F);
  CHECK(std::accumulate(out.begin(), out.end(), 0.0) == doctest::Approx(1.0));
  for (int y = 6; y <= 14; ++y) {
    for (int x = 6; x <= 14; ++x) {
      const double r = (y - 10) * (y - 10) + (x - 10) * (x - 10);
      const auto at = static_cast<std::size_t>(y * 21 + x);
      CHECK(out[at] / out[10 * 21 + 10] == doctest::Approx(std::exp(-r / (2.0 * 1.5 * 1.5))));
    }
  }
}

TEST_CASE("an even image stays even, channel by channel, up to its border and in any shape") {
  for (const Shape& shape :
       {Shape::image(7, 5, 3), Shape::image(1, 1, 1), Shape::image(2, 1, 2), Shape::image(1, 9, 1)}) {
    std::vector<float> in(static_cast<std::size_t>(shape.size()));
    for (std::size_t i = 0; i < in.size(); ++i) {
      in[i] = 0.25F * static_cast<float>(i % static_cast<std::size_t>(shape.channels));
    }
    for (const float sigma : {0.3F, 1.0F, 40.0F}) {
      const auto out = blurred(shape, in, sigma);
      for (std::size_t i = 0; i < in.size(); ++i) CHECK(out[i] == doctest::Approx(in[i]));
    }
    CHECK(blurred(shape, in, 0.0F) == in);
  }
  CHECK(blurred(Shape::flat(4), {1, 1, 1, 1}, 2.0F)[3] == doctest::Approx(1.0));
}

TEST_CASE("the border is reflected without repeating the edge") {
  // Three pixels 0 1 0 with weights w(1) w(0) w(1) to each side: the edge sees its only neighbour twice.
  const auto out = blurred(Shape::image(1, 3, 1), {0.0F, 1.0F, 0.0F}, 0.33F);
  const double w = std::exp(-0.5 / (0.33 * 0.33));
  CHECK(out[0] == doctest::Approx(2.0 * w / (1.0 + 2.0 * w)));
  CHECK(out[1] == doctest::Approx(1.0 / (1.0 + 2.0 * w)));
}
