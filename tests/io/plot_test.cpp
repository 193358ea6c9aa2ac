#include "io/plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "io/drawing_fixture.h"
#include "io/raster.h"

using namespace lab;
using lab_test::all_of;
using lab_test::typeface;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr float kLegendEnds = 62.0F;  // of one line

Drawing draw(const Plot& plot) { return draw_plots(typeface(), std::array{plot}); }

/// A series' dots, the rims below them left out; of the first series, whose marks are discs, below the legend.
std::vector<Position> dots(const Drawing& drawing) {
  std::vector<Position> centers;
  for (const auto& item : all_of<drawn::Dots>(drawing)) {
    if (item.paint.color == Rgb{0, 114, 178} && item.centers[0].y > kLegendEnds) centers.push_back(item.centers[0]);
  }
  return centers;
}

}  // namespace

TEST_CASE("on a logarithmic axis equal factors are equally far apart") {
  const auto share_of_middle = [](bool log_x) {
    Plot plot{.title = "t", .x_title = "x", .y_title = "y", .series = {}, .log_x = log_x, .kind = PlotKind::marked};
    plot.series.push_back({"dots", {0.0001, 0.01, 1.0}, {0.0, 0.5, 1.0}});
    const auto at = dots(draw(plot));
    REQUIRE(at.size() == 3);
    return (at[1].x - at[0].x) / (at[2].x - at[0].x);
  };
  CHECK(share_of_middle(true) == doctest::Approx(0.5));
  CHECK(share_of_middle(false) < 0.02F);
}

TEST_CASE("error bars reach as far as the error, have caps, and make room for themselves") {
  Plot plot{.title = "t",
            .x_title = "x",
            .y_title = "y",
            .series = {{"mean", {1, 2}, {0.5, 0.75}, {0.25, kNaN}}},
            .kind = PlotKind::marked};
  const Drawing drawing = draw(plot);
  std::vector<drawn::Rule> bars;
  for (const auto& rule : all_of<drawn::Rule>(drawing)) {
    if (rule.paint.color == Rgb{0, 114, 178}) bars.push_back(rule);
  }
  REQUIRE(bars.size() == 3);  // a bar with two caps; the second error was not measured
  const auto at = dots(drawing);
  const float unit = 4.0F * (at[0].y - at[1].y);
  CHECK(bars[0].to.y - bars[0].from.y == doctest::Approx(0.5F * unit));
  CHECK(bars[1].from.y == bars[0].from.y);
  CHECK(bars[1].to.x - bars[1].from.x > 5.0F);
  CHECK(bars[2].from.y == bars[0].to.y);
}

TEST_CASE("curves break where nothing was measured; plots of nothing are drawn") {
  Plot plot{.title = "t", .x_title = "x", .y_title = "y", .series = {{"a", {1, 2, 3, 4, 5}, {0, 0.5, kNaN, 1, 1}}}};
  const auto curves = [](const Plot& p) { return all_of<drawn::Curve>(draw(p)).size() - 1; };  // one is the legend's
  CHECK(curves(plot) == 2);
  plot.series[0].y[2] = 0.5;
  CHECK(curves(plot) == 1);
  plot.series[0] = {"a", {1}, {0.5}};
  CHECK(curves(plot) == 0);
  CHECK(dots(draw(plot)).size() == 1);  // a point alone is no line
  lab_test::check_tidy(draw({.title = "t", .x_title = "x", .y_title = "y", .series = {}}));
  lab_test::check_tidy(
      draw({.title = "t", .x_title = "x", .y_title = "y", .series = {{"a", {-1.0}, {2.0}}}, .log_x = true}));
  lab_test::check_tidy(draw({.title = "t", .x_title = "x", .y_title = "y", .series = {{"a", {1, 2}, {7, 7}}}}));
  CHECK(rasterize(draw_plots(typeface(), {}), 2.0F).pixels.empty());
}

TEST_CASE("the legend lies above the axes and covers no curve, however many series there are") {
  Plot plot{.title = "A title", .x_title = "Noise", .y_title = "Loss", .series = {}, .kind = PlotKind::marked};
  for (int i = 0; i < 8; ++i) {
    plot.series.push_back({"series number " + std::to_string(i), {0, 1, 2}, {1.0 * i, 2, 3}});
  }
  const Drawing drawing = draw(plot);
  lab_test::check_tidy(drawing);
  float legend = 0.0F;
  for (const auto& series : plot.series) legend = std::max(legend, lab_test::text_of(drawing, series.name).origin.y);
  float top = drawing.height();
  for (const auto& curve : all_of<drawn::Curve>(drawing)) {
    if (curve.points.size() != 3) continue;  // the legend's have two
    for (const Position& point : curve.points) top = std::min(top, point.y);
  }
  CHECK(legend < top);
  plot.series.resize(1);
  plot.series[0].name.clear();
  CHECK(draw(plot).height() < drawing.height());
}

TEST_CASE("where x is a name, series stand side by side and nothing joins them") {
  Plot plot{.title = "t", .x_title = "Noise", .y_title = "Loss", .series = {}, .kind = PlotKind::marked};
  plot.x_labels = {"none", "gaussian", "salt-pepper"};
  plot.series = {{"a", {0, 1, 2}, {1, 2, 3}}, {"b", {0, 1, 2}, {1, 2, 3}}};
  const Drawing drawing = draw(plot);
  lab_test::check_tidy(drawing);
  CHECK(all_of<drawn::Curve>(drawing).empty());
  std::vector<float> others;
  for (const auto& mark : all_of<drawn::Polygon>(drawing)) {
    const bool in_legend = mark.corners[0].y < kLegendEnds;
    if (!in_legend) others.push_back(0.5F * (mark.corners[0].x + mark.corners[2].x));
  }
  CHECK(others.size() == 2 * 3);  // each with its rim
  for (const Position& dot : dots(drawing)) {
    for (const float other : others) CHECK(std::fabs(dot.x - other) > 7.0F);
  }
}

TEST_CASE("bars stand on zero") {
  const Drawing drawing = draw({.title = "t",
                                .x_title = "Unit",
                                .y_title = "Activation",
                                .series = {{"", {0, 1, 2}, {2, -1, 0.5}}},
                                .kind = PlotKind::bars});
  const auto bars = all_of<drawn::Fill>(drawing);
  REQUIRE(bars.size() == 3);
  CHECK(bars[0].area.bottom() == doctest::Approx(bars[1].area.y));
  CHECK(bars[2].area.bottom() == doctest::Approx(bars[1].area.y));
  CHECK(bars[0].area.height == doctest::Approx(2 * bars[1].area.height));
  CHECK(bars[0].area.right() < bars[1].area.x);
}

TEST_CASE("plots below each other begin at the same place") {
  Plot plot{.title = "t", .x_title = "x", .y_title = "y", .series = {{"a", {1, 2}, {0, 1}}}};
  Plot wide = plot;
  wide.series[0].y = {0, 1e5};
  const Drawing drawing = draw_plots(typeface(), std::array{plot, wide});
  CHECK(drawing.height() > 1.8F * draw(plot).height());
  std::vector<float> left;
  for (const auto& curve : all_of<drawn::Curve>(drawing)) left.push_back(curve.points[0].x);
  REQUIRE(left.size() == 4);
  CHECK(left[0] == left[2]);
  CHECK(left[1] == left[3]);
}
