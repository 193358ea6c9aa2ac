#include "io/plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

#include "io/canvas.h"
#include "io/figure_style.h"

namespace lab {
namespace {

constexpr std::array<Rgb, 6> kColors = {
    {{37, 99, 235}, {217, 119, 6}, {22, 140, 90}, {147, 70, 220}, {205, 50, 70}, {20, 140, 160}}};
constexpr int kWidth = 900;
constexpr int kPlotHeight = 460;
constexpr int kLegendSwatch = 24;

struct Box {
  int x, y, width, height;
};

std::string format(const char* pattern, double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), pattern, value + 0.0);  // which makes -0 a 0
  return text.data();
}

/// The step between axis labels: 1, 2 or 5 times a power of ten, giving about `wanted` of them.
double nice_step(double range, int wanted) {
  const double raw = range / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw) return factor * power;
  }
  return 10.0 * power;
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

struct Tick {
  double at;
  std::string label;
};

double error_at(const PlotSeries& series, std::size_t i) {
  return i < series.error.size() && std::isfinite(series.error[i]) ? series.error[i] : 0.0;
}

/// Draws one plot into its place. Coordinates of x are logarithms where the axis is logarithmic.
class Painter {
 public:
  Painter(Canvas& canvas, const Plot& plot, int top)
      : canvas_(canvas), plot_(plot), box_{110, top + 60, kWidth - 150, kPlotHeight - 130} {
    const bool crowded =
        legend_width() + Canvas::text_width(plot.title, figure_style::kTextScale) + 30 > kWidth - 40 - box_.x;
    if (crowded) {  // the legend gets a line of its own
      box_.y += 26;
      box_.height -= 26;
    }
    title_y_ = top + 60 - figure_style::kTextHeight - 12;
    legend_y_ = box_.y - figure_style::kTextHeight - 12;
    find_ranges();
  }

  void draw() {
    using figure_style::kInk;
    using figure_style::kTextScale;
    canvas_.text(box_.x, title_y_, plot_.title, kTextScale, kInk);
    draw_grid();
    draw_x_labels();
    canvas_.text(box_.x + (box_.width - Canvas::text_width(plot_.x_title, kTextScale)) / 2, box_.y + box_.height + 34,
                 plot_.x_title, kTextScale, kInk);
    const auto bottom = static_cast<float>(box_.y + box_.height);
    canvas_.line(static_cast<float>(box_.x), bottom, static_cast<float>(box_.x + box_.width), bottom, 1.5F, kInk);
    draw_legend();
    for (std::size_t s = 0; s < plot_.series.size(); ++s) draw_series(plot_.series[s], kColors[s % kColors.size()]);
  }

 private:
  [[nodiscard]] std::optional<double> x_of(const PlotSeries& series, std::size_t i) const {
    const double x = plot_.log_x ? std::log10(series.x[i]) : series.x[i];
    if (!std::isfinite(x) || !std::isfinite(series.y[i])) return {};
    return x;
  }

  void find_ranges() {
    for (const PlotSeries& series : plot_.series) {
      for (std::size_t i = 0; i < series.x.size(); ++i) {
        const auto x = x_of(series, i);
        if (!x) continue;
        x_.add(*x);
        y_.add(series.y[i] - error_at(series, i));
        y_.add(series.y[i] + error_at(series, i));
      }
    }
    if (y_.empty()) y_ = {0.0, 0.0};
    if (x_.empty()) x_ = {1.0, 2.0};
    const double margin = y_.high > y_.low ? 0.06 * (y_.high - y_.low) : std::max(0.1 * std::abs(y_.high), 1e-3);
    y_ = {y_.low - margin, y_.high + margin};
    if (plot_.markers) {  // room for dots and bars at both ends
      const double room = x_.high > x_.low ? 0.03 * (x_.high - x_.low) : 0.5;
      x_ = {x_.low - room, x_.high + room};
    } else if (x_.low == x_.high) {
      x_.high = x_.low + 1.0;
    }
  }

  [[nodiscard]] float px(double x) const {
    return static_cast<float>(box_.x + box_.width * (x - x_.low) / (x_.high - x_.low));
  }
  [[nodiscard]] float py(double y) const {
    return static_cast<float>(box_.y + box_.height * (y_.high - y) / (y_.high - y_.low));
  }

  void draw_grid() {
    using figure_style::kTextScale;
    const double step = nice_step(y_.high - y_.low, 5);
    for (int i = static_cast<int>(std::ceil(y_.low / step)); i * step <= y_.high; ++i) {
      const float y = py(i * step);
      canvas_.line(static_cast<float>(box_.x), y, static_cast<float>(box_.x + box_.width), y, 1.0F,
                   figure_style::kGrid);
      const std::string label = format("%.4g", i * step);
      canvas_.text(box_.x - 10 - Canvas::text_width(label, kTextScale),
                   static_cast<int>(y) - figure_style::kTextHeight / 2, label, kTextScale, figure_style::kInk);
    }
  }

  [[nodiscard]] std::vector<Tick> x_ticks() const {
    std::vector<Tick> ticks;
    if (!plot_.x_labels.empty()) {
      for (std::size_t i = 0; i < plot_.x_labels.size(); ++i) {
        ticks.push_back({static_cast<double>(i), plot_.x_labels[i]});
      }
    } else if (plot_.log_x) {
      const int step = std::max(1, static_cast<int>(nice_step(x_.high - x_.low, 8)));
      for (int power = static_cast<int>(std::ceil(x_.low)); power <= x_.high; power += step) {
        ticks.push_back({static_cast<double>(power), format("%g", std::pow(10.0, power))});
      }
    } else {
      double step = nice_step(x_.high - x_.low, 8);
      if (plot_.whole_x) step = std::max(1.0, step);
      const double first = std::ceil(x_.low / step - 1e-9);
      if (plot_.whole_x && (first * step - x_.low) > 0.5 * step) ticks.push_back({x_.low, format("%.4g", x_.low)});
      for (double i = first; i * step <= x_.high + 1e-9 * step; i += 1.0) {
        ticks.push_back({i * step, format("%.4g", i * step)});
      }
    }
    return ticks;
  }

  void draw_x_labels() {
    using figure_style::kTextScale;
    int free_from = 0;
    for (const Tick& tick : x_ticks()) {
      const int width = Canvas::text_width(tick.label, kTextScale);
      const int left = static_cast<int>(px(tick.at)) - width / 2;
      if (left < free_from) continue;  // would touch the one before
      free_from = left + width + 10;
      canvas_.text(left, box_.y + box_.height + 10, tick.label, kTextScale, figure_style::kInk);
      if (plot_.log_x) {
        canvas_.line(px(tick.at), static_cast<float>(box_.y), px(tick.at), static_cast<float>(box_.y + box_.height),
                     1.0F, figure_style::kGrid);
      }
    }
  }

  [[nodiscard]] int legend_width() const {
    int width = 0;
    for (const PlotSeries& series : plot_.series) {
      width += Canvas::text_width(series.name, figure_style::kTextScale) + kLegendSwatch + 20;
    }
    return width;
  }

  void draw_legend() {
    using figure_style::kTextScale;
    int x = std::max(8, box_.x + box_.width - legend_width());
    const int middle = legend_y_ + figure_style::kTextHeight / 2 - 2;
    const auto y = static_cast<float>(middle);
    for (std::size_t s = 0; s < plot_.series.size(); ++s) {
      const std::string& name = plot_.series[s].name;
      canvas_.line(static_cast<float>(x), y, static_cast<float>(x + kLegendSwatch), y, 3.0F,
                   kColors[s % kColors.size()]);
      canvas_.text(x + kLegendSwatch + 8, legend_y_, name, kTextScale, figure_style::kInk);
      x += Canvas::text_width(name, kTextScale) + kLegendSwatch + 20;
    }
  }

  void draw_series(const PlotSeries& series, Rgb color) {
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      const auto x = x_of(series, i);
      if (!x) continue;
      const float at = px(*x);
      if (const double error = error_at(series, i); error > 0.0) {
        const float top = py(series.y[i] + error);
        const float bottom = py(series.y[i] - error);
        canvas_.line(at, top, at, bottom, 1.5F, color);
        canvas_.line(at - 5, top, at + 5, top, 1.5F, color);
        canvas_.line(at - 5, bottom, at + 5, bottom, 1.5F, color);
      }
      // A dot alone is a line without length.
      if (plot_.markers || series.x.size() == 1) {
        canvas_.line(at, py(series.y[i]), at, py(series.y[i]), 7.0F, color);
      }
      const auto before = i > 0 ? x_of(series, i - 1) : std::nullopt;
      if (before) canvas_.line(px(*before), py(series.y[i - 1]), at, py(series.y[i]), 2.5F, color);
    }
  }

  Canvas& canvas_;
  const Plot& plot_;
  Box box_;
  int title_y_ = 0;
  int legend_y_ = 0;
  Range x_, y_;
};

}  // namespace

Picture draw_plots(std::span<const Plot> plots) {
  Canvas canvas(kWidth, kPlotHeight * static_cast<int>(plots.size()), figure_style::kPaper);
  for (std::size_t i = 0; i < plots.size(); ++i) Painter(canvas, plots[i], static_cast<int>(i) * kPlotHeight).draw();
  return canvas.picture();
}

}  // namespace lab
