#include "io/plot.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

using namespace lab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
using Pixel = std::array<int, 3>;
constexpr Pixel kFirst{37, 99, 235};

struct Extent {
  int left = 1 << 20, right = -1, top = 1 << 20, bottom = -1;
  int count = 0;
};

/// Where a colour is found below the title and its legend.
Extent extent_of(const Picture& picture, const Pixel& color) {
  Extent extent;
  for (int y = 62; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const auto* p = &picture.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                       static_cast<std::size_t>(x)) *
                                      3];
      if (p[0] != color[0] || p[1] != color[1] || p[2] != color[2]) continue;
      extent.left = std::min(extent.left, x);
      extent.right = std::max(extent.right, x);
      extent.top = std::min(extent.top, y);
      extent.bottom = std::max(extent.bottom, y);
      ++extent.count;
    }
  }
  return extent;
}

Picture draw(const Plot& plot) { return draw_plots(std::array{plot}); }

}  // namespace

TEST_CASE("on a logarithmic axis equal factors are equally far apart") {
  const auto middle_of = [](bool log_x) {
    // The dot in the middle alone, between two that only set the range.
    Plot plot{.title = "t", .x_title = "x", .series = {}, .log_x = log_x, .markers = true};
    plot.series.push_back({"dot", {0.01}, {0.5}});
    plot.series.push_back({"ends", {0.0001, 1.0}, {0.0, 1.0}});
    const Extent extent = extent_of(draw(plot), kFirst);
    REQUIRE(extent.count > 0);
    return 0.5 * (extent.left + extent.right);
  };
  constexpr double kAxisMiddle = 110 + 750 / 2;
  CHECK(middle_of(true) == doctest::Approx(kAxisMiddle).epsilon(0.01));
  CHECK(middle_of(false) < 200);
}

TEST_CASE("error bars reach as far as the error, and make room for themselves") {
  Plot plot{.title = "t", .x_title = "x", .series = {{"mean", {1, 2}, {0.5, 0.5}}}, .markers = true};
  const Extent plain = extent_of(draw(plot), kFirst);
  CHECK(plain.bottom - plain.top < 12);
  plot.series[0].error = {0.25, kNaN};
  const Extent bars = extent_of(draw(plot), kFirst);
  CHECK(bars.bottom - bars.top > 200);  // nearly the whole height, which is 330
}

TEST_CASE("curves break where nothing was measured; plots of nothing are drawn") {
  Plot plot{.title = "t", .x_title = "x", .series = {{"a", {1, 2, 3}, {0, kNaN, 1}}}};
  const int broken = extent_of(draw(plot), kFirst).count;
  plot.series[0].y[1] = 0.5;
  CHECK(extent_of(draw(plot), kFirst).count > broken + 500);
  CHECK(draw({.title = "t", .x_title = "x", .series = {}}).height == 460);
  CHECK_FALSE(draw({.title = "t", .x_title = "x", .series = {{"a", {-1.0}, {2.0}}}, .log_x = true}).pixels.empty());
  CHECK(draw_plots({}).pixels.empty());
  const std::array two{plot, plot};
  CHECK(draw_plots(two).height == 2 * 460);
}

TEST_CASE("names on the x axis and many series fit") {
  Plot plot{.title = "A rather long title of a plot", .x_title = "noise", .series = {}, .markers = true};
  plot.x_labels = {"none", "gaussian", "salt-pepper"};
  for (int i = 0; i < 8; ++i) plot.series.push_back({"a series with a name", {0, 1, 2}, {1.0 * i, 2, 3}});
  CHECK(extent_of(draw(plot), kFirst).count > 0);
}
