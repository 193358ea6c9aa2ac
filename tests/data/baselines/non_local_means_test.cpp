#include "data/baselines/non_local_means.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/random.h"

using lab::Shape;

namespace {

std::vector<float> filtered(const Shape& shape, const std::vector<float>& in, float h) {
  std::vector<float> out(in.size(), -1.0F);
  lab::fit_non_local_means({})->apply(shape, in, h, out);
  return out;
}

int reflect(int i, int n) {
  while (n > 1 && (i < 0 || i >= n)) i = i < 0 ? -i : 2 * (n - 1) - i;
  return n == 1 ? 0 : i;
}

/// The definition, pixel by pixel, in double precision.
std::vector<float> slow(const Shape& shape, const std::vector<float>& in, double h) {
  const auto at = [&](int y, int x, int c) {
    const int index = (reflect(y, shape.height) * shape.width + reflect(x, shape.width)) * shape.channels + c;
    return static_cast<double>(in[static_cast<std::size_t>(index)]);
  };
  const auto distance = [&](int y, int x, int v, int u) {
    double sum = 0.0;
    for (int dy = -2; dy <= 2; ++dy) {
      for (int dx = -2; dx <= 2; ++dx) {
        for (int c = 0; c < shape.channels; ++c) {
          const double d = at(y + dy, x + dx, c) - at(v + dy, u + dx, c);
          sum += d * d;
        }
      }
    }
    return sum / (25.0 * shape.channels);
  };
  std::vector<float> out;
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      double total = 0.0;
      double largest = 0.0;
      std::vector<double> sums(static_cast<std::size_t>(shape.channels));
      const auto add = [&](int v, int u, double w) {
        total += w;
        for (int c = 0; c < shape.channels; ++c) sums[static_cast<std::size_t>(c)] += w * at(v, u, c);
      };
      for (int dy = -5; dy <= 5; ++dy) {
        for (int dx = -5; dx <= 5; ++dx) {
          if (dy == 0 && dx == 0) continue;
          const double w = std::exp(-distance(y, x, y + dy, x + dx) / (h * h));
          largest = std::max(largest, w);
          add(y + dy, x + dx, w);
        }
      }
      add(y, x, largest);
      for (const double sum : sums) out.push_back(static_cast<float>(sum / total));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("non-local means agrees with its definition") {
  for (const Shape& shape : {Shape::image(12, 9, 1), Shape::image(6, 7, 3), Shape::image(2, 3, 1)}) {
    CAPTURE(shape.to_string());
    std::vector<float> in(static_cast<std::size_t>(shape.size()));
    lab::fill_uniform({5, 7}, in);
    for (const float h : {0.1F, 0.3F, 1.0F}) {
      const auto out = filtered(shape, in, h);
      const auto expected = slow(shape, in, static_cast<double>(h));
      for (std::size_t i = 0; i < in.size(); ++i) CHECK(std::abs(out[i] - expected[i]) < 1e-4F);
    }
  }
}

TEST_CASE("a filter of no strength changes nothing, nor does any where all pixels are alike") {
  std::vector<float> in(28 * 28);
  lab::fill_uniform({1, 2}, in);
  const Shape shape = Shape::image(28, 28, 1);
  CHECK(filtered(shape, in, 0.0F) == in);
  for (const float value : filtered(shape, std::vector<float>(28 * 28, 0.5F), 0.4F)) {
    CHECK(value == doctest::Approx(0.5));
  }
}

TEST_CASE("a pixel that nothing resembles keeps its value") {
  std::vector<float> in(64);
  lab::fill_uniform({3, 4}, in);
  const auto out = filtered(Shape::image(8, 8, 1), in, 1e-3F);
  for (std::size_t i = 0; i < in.size(); ++i) CHECK(out[i] == doctest::Approx(in[i]));
}
