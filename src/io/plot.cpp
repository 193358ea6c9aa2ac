#include "io/plot.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "io/axes.h"
#include "io/figure_style.h"
#include "io/legend.h"

namespace lab {
namespace {

using namespace figure_style;

constexpr float kAreaHeight = 270.0F;
constexpr float kTitleRoom = 22.0F;
constexpr float kAboveArea = 10.0F;
constexpr float kBetweenPlots = 20.0F;
constexpr float kCurve = 1.8F;
constexpr float kMarker = 3.6F;
constexpr float kErrorBar = 1.2F;
constexpr float kCap = 4.0F;  // half its width

double error_at(const PlotSeries& series, std::size_t i) {
  return i < series.error.size() && std::isfinite(series.error[i]) ? series.error[i] : 0.0;
}

/// Where a point stands on the axis; nothing where it has no place. At a name the series stand side by side.
std::optional<double> x_of(const Plot& plot, const PlotSeries& series, std::size_t i) {
  constexpr double kSpread = 0.4;  // of the distance between names
  double x = plot.log_x ? std::log10(series.x[i]) : series.x[i];
  if (!plot.x_labels.empty()) {
    const auto count = static_cast<double>(plot.series.size());
    x += kSpread * ((static_cast<double>(&series - plot.series.data()) + 0.5) / count - 0.5);
  }
  if (!std::isfinite(x) || !std::isfinite(series.y[i])) return {};
  return x;
}

struct Range {
  double low = INFINITY;
  double high = -INFINITY;

  void add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] bool empty() const { return !(high >= low); }
};

struct Ranges {
  Range x, y;
};

Ranges ranges_of(const Plot& plot) {
  Ranges ranges;
  for (const PlotSeries& series : plot.series) {
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      const auto x = x_of(plot, series, i);
      if (!x) continue;
      ranges.x.add(*x);
      ranges.y.add(series.y[i] - error_at(series, i));
      ranges.y.add(series.y[i] + error_at(series, i));
    }
  }
  auto& [x, y] = ranges;
  if (y.empty()) y = {0.0, 1.0};
  if (x.empty()) x = plot.log_x ? Range{0.0, 1.0} : Range{1.0, 2.0};
  const bool bars = plot.kind == PlotKind::bars;
  if (bars) y.add(0.0);
  const double margin = y.high > y.low ? 0.05 * (y.high - y.low) : std::max(0.1 * std::fabs(y.high), 1e-3);
  y = {bars && y.low == 0.0 ? 0.0 : y.low - margin, y.high + margin};
  if (!plot.x_labels.empty()) {
    x = {-0.5, static_cast<double>(plot.x_labels.size()) - 0.5};
  } else if (bars) {
    x = {x.low - 0.5, x.high + 0.5};
  } else {  // points at both ends stand free
    const double room = x.high > x.low ? 0.025 * (x.high - x.low) : 0.5;
    x = {x.low - room, x.high + room};
  }
  return ranges;
}

std::vector<Tick> x_ticks(const Plot& plot, const Range& range) {
  if (plot.log_x) return logarithmic_ticks(range.low, range.high);
  if (plot.x_labels.empty()) return linear_ticks(range.low, range.high, 8, plot.whole_x);
  std::vector<Tick> ticks;
  for (std::size_t i = 0; i < plot.x_labels.size(); ++i) ticks.push_back({static_cast<double>(i), plot.x_labels[i]});
  return ticks;
}

Axes axes_of(const Plot& plot) {
  const auto [x, y] = ranges_of(plot);
  return {.area = {},
          .x = {plot.x_title, x.low, x.high, x_ticks(plot, x)},
          .y = {plot.y_title, y.low, y.high, linear_ticks(y.low, y.high, 9)}};
}

Legend legend_of(const Typeface& type, const Plot& plot, float width) {
  std::vector<LegendEntry> entries;
  for (std::size_t s = 0; s < plot.series.size(); ++s) {
    if (plot.series[s].name.empty()) continue;
    entries.push_back({plot.series[s].name, series_style(s), plot.x_labels.empty(), plot.kind == PlotKind::marked});
  }
  return {type, std::move(entries), width};
}

void draw_bars(Drawing& drawing, const Plot& plot, const Axes& axes) {
  constexpr float kShare = 0.8F;  // of the distance to the next one
  const float zero = axes.y_of(0.0);
  const float width = kShare * (axes.x_of(1.0) - axes.x_of(0.0));
  for (std::size_t s = 0; s < plot.series.size(); ++s) {
    const PlotSeries& series = plot.series[s];
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      const auto x = x_of(plot, series, i);
      if (!x) continue;
      const auto [at, top] = axes.place(*x, series.y[i]);
      drawing.fill({at - 0.5F * width, std::min(top, zero), width, std::fabs(zero - top)}, series_style(s).paint);
    }
  }
  drawing.rule({axes.area.x, zero}, {axes.area.right(), zero}, kHair, kAxis);
}

void draw_error_bars(Drawing& drawing, const Plot& plot, const PlotSeries& series, const Axes& axes, Paint paint) {
  for (std::size_t i = 0; i < series.x.size(); ++i) {
    const double error = error_at(series, i);
    const auto x = x_of(plot, series, i);
    if (!x || error <= 0.0) continue;
    const auto [at, top] = axes.place(*x, series.y[i] + error);
    const float bottom = axes.y_of(series.y[i] - error);
    drawing.rule({at, top}, {at, bottom}, kErrorBar, paint);
    for (const float end : {top, bottom}) drawing.rule({at - kCap, end}, {at + kCap, end}, kErrorBar, paint);
  }
}

void draw_curve(Drawing& drawing, const Plot& plot, const PlotSeries& series, const Axes& axes,
                const SeriesStyle& style) {
  std::vector<Position> piece;
  std::vector<Position> marked;
  const bool joined = plot.x_labels.empty();  // between names there is nothing
  const auto finish = [&] {
    if (!joined) piece.clear();
    if (piece.size() == 1) marked.push_back(piece.front());  // a point alone is no line
    if (piece.size() > 1) drawing.curve(piece, kCurve, style.paint);
    piece.clear();
  };
  for (std::size_t i = 0; i < series.x.size(); ++i) {
    const auto x = x_of(plot, series, i);
    if (!x) {
      finish();
      continue;
    }
    piece.push_back(axes.place(*x, series.y[i]));
    if (plot.kind == PlotKind::marked) marked.push_back(piece.back());
  }
  finish();
  for (const Position& at : marked) draw_marker(drawing, at, kMarker, style);
}

void draw_plot(Drawing& drawing, const Plot& plot, const Axes& axes) {
  draw_grid(drawing, axes, plot.log_x);
  if (plot.kind == PlotKind::bars) {
    draw_bars(drawing, plot, axes);
    draw_axes(drawing, axes);
    return;
  }
  draw_axes(drawing, axes);
  for (std::size_t s = 0; s < plot.series.size(); ++s) {
    draw_error_bars(drawing, plot, plot.series[s], axes, series_style(s).paint);
  }
  // The first series, which the figure is about, lies on top.
  for (std::size_t s = plot.series.size(); s-- > 0;) draw_curve(drawing, plot, plot.series[s], axes, series_style(s));
}

}  // namespace

Drawing draw_plots(const Typeface& type, std::span<const Plot> plots) {
  std::vector<Axes> all;
  float left = 0.0F;
  for (const Plot& plot : plots) {
    all.push_back(axes_of(plot));
    left = std::max(left, kMargin + room_left_of(type, all.back().y));
  }
  const float width = kWidth - kMargin - left;
  std::vector<Legend> legends;
  float y = kMargin;
  for (std::size_t i = 0; i < plots.size(); ++i) {
    const Legend& legend = legends.emplace_back(legend_of(type, plots[i], width));
    if (i > 0) y += kBetweenPlots;
    y += kTitleRoom + legend.height() + kAboveArea;
    all[i].area = {left, y, width, kAreaHeight};
    y += kAreaHeight + room_below(all[i].x);
  }
  Drawing drawing(type, kWidth, plots.empty() ? 0.0F : y + kMargin, plots.empty() ? "" : plots.front().title);
  for (std::size_t i = 0; i < plots.size(); ++i) {
    const float top = all[i].area.y - kAboveArea - legends[i].height();
    drawing.text({left, top - kTitleRoom + type.cap_height(kTitle.size)}, plots[i].title, kTitle);
    legends[i].draw(drawing, {left, top});
    draw_plot(drawing, plots[i], all[i]);
  }
  return drawing;
}

}  // namespace lab
