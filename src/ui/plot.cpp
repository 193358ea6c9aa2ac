#include "ui/plot.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kSmallest = 1e-7F;  // values at or below zero have no place on a logarithmic axis

Text value_text(float value, int decimals, bool percent, const char* unit = "") {
  return percent ? Text("%.*f %%", std::max(decimals - 2, 0), static_cast<double>(value) * 100.0)
                 : Text("%.*f%s", decimals, static_cast<double>(value), unit);
}

/// As the read-out shows it.
Text value_text(float value, const Plot::Options& options) {
  return value_text(value, options.decimals, options.percent, options.unit);
}

int decimals_of(float step) { return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 0.001F)), 0, 6); }

}  // namespace

float nice_step(float span, int count) {
  const float rough = span / static_cast<float>(std::max(count, 1));
  if (!(rough > 0.0F)) return 1.0F;
  const float power = std::pow(10.0F, std::floor(std::log10(rough)));
  for (const float factor : {1.0F, 2.0F, 5.0F}) {
    if (rough <= factor * power * 1.0001F) return factor * power;
  }
  return 10.0F * power;
}

float Plot::Frame::to_x(float value) const { return from.x + (value - x.low) / (x.high - x.low) * (to.x - from.x); }

float Plot::Frame::to_y(float value) const {
  const float v = logarithmic ? std::log10(std::max(value, kSmallest)) : value;
  return to.y - (v - y.low) / (y.high - y.low) * (to.y - from.y);
}

Plot::Range Plot::y_range(std::span<const Series> series, const Options& options) {
  float low = std::numeric_limits<float>::infinity();
  float high = -low;
  // The steep beginning may leave the plot through its top, so that the rest can be told apart.
  const float begin = options.x_end > 1.0F ? options.x_end * 0.08F : 0.0F;
  for (const Series& s : series) {
    for (std::size_t i = 0; i < std::min(s.x.size(), s.y.size()); ++i) {
      const float y = s.y[i];
      if (!std::isfinite(y) || y > options.y_most || s.x[i] < begin || (options.logarithmic && y <= 0.0F)) continue;
      low = std::min(low, y);
      high = std::max(high, y);
    }
  }
  if (low > high) return options.logarithmic ? Range{-1.0F, 0.0F} : Range{0.0F, 1.0F};
  if (options.logarithmic) {
    low = std::log10(low);
    high = std::log10(high);
  }
  const float pad =
      std::max((high - low) * 0.08F, options.logarithmic ? 0.02F : std::max(std::fabs(high) * 0.02F, 1e-6F));
  Range range{low - pad, high + pad};
  if (!options.logarithmic && low >= 0.0F) range.low = std::max(range.low, 0.0F);
  if (options.percent) range.high = std::min(range.high, 1.0F + 0.02F * (1.0F - range.low));
  return range;
}

void Plot::y_ticks(const Frame& frame, const Options& options) {
  ticks_.clear();
  const float low = options.logarithmic ? std::pow(10.0F, frame.y.low) : frame.y.low;
  const float high = options.logarithmic ? std::pow(10.0F, frame.y.high) : frame.y.high;
  const float height = frame.to.y - frame.from.y;
  const int wanted = std::clamp(static_cast<int>(height / (1.4F * ImGui::GetFontSize())), 2, 6);
  if (options.logarithmic && frame.y.high - frame.y.low > 0.7F) {
    // 1, 2, 5 of each decade, or the decades alone where there are many.
    const bool few = frame.y.high - frame.y.low > 3.0F;
    for (int power = static_cast<int>(std::floor(frame.y.low)); static_cast<float>(power) <= frame.y.high; ++power) {
      for (const float factor : {1.0F, 2.0F, 5.0F}) {
        const float at = factor * std::pow(10.0F, static_cast<float>(power));
        if (at >= low && at <= high && (!few || factor == 1.0F)) {
          ticks_.push_back({at, std::clamp(-power, 0, 7)});
        }
      }
    }
    return;
  }
  // One label alone says nothing of the scale: take the next finer step then.
  float step = nice_step(high - low, wanted);
  if (std::floor(high / step) - std::ceil(low / step) < 1.0F) step = nice_step(high - low, 2 * wanted);
  for (float i = std::ceil(low / step - 0.001F); i * step <= high; i += 1.0F) {
    ticks_.push_back({i * step + 0.0F, decimals_of(step)});  // -0 + 0 is 0
  }
}

void Plot::draw_axes(const Theme& theme, ImDrawList& list, const Frame& frame, const Options& options) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  for (const Tick& tick : ticks_) {
    const float y = std::round(frame.to_y(tick.at));
    list.AddLine({frame.from.x, y}, {frame.to.x, y}, c.grid, m.hairline);
    draw_right(list, theme.regular(), m.text_small, c.text_muted, frame.from.x - theme.px(8),
               std::round(y - m.text_small / 2), value_text(tick.at, tick.decimals, options.percent));
  }
  // A mark at each step (epoch) where they are not too dense, numbers at round ones.
  const float span = frame.x.high - frame.x.low;
  const float per_step = (frame.to.x - frame.from.x) / span * options.x_step;
  const float label_step =
      std::max(options.x_step, nice_step(span, static_cast<int>((frame.to.x - frame.from.x) / theme.px(64))));
  const float mark_step = per_step >= theme.px(6) ? options.x_step : label_step;
  for (int mark = 0; static_cast<float>(mark) * mark_step <= frame.x.high + 1e-3F; ++mark) {
    const float at = static_cast<float>(mark) * mark_step;
    const float x = std::round(frame.to_x(at));
    const bool labelled = std::fabs(at / label_step - std::round(at / label_step)) < 1e-3F;
    const float reach = labelled ? theme.px(5) : theme.px(3);
    if (labelled && at > 0.0F) list.AddLine({x, frame.from.y}, {x, frame.to.y}, c.grid, m.hairline);
    list.AddLine({x, frame.to.y}, {x, frame.to.y + reach}, c.axis, m.hairline);
    if (!labelled) continue;
    const Text number("%.*f", decimals_of(label_step), static_cast<double>(at));
    const float width = measure(theme.regular(), m.text_small, number).x;
    list.AddText(theme.regular(), m.text_small, {std::round(x - width / 2), frame.to.y + theme.px(7)}, c.text_muted,
                 number);
  }
  list.AddLine({frame.from.x, frame.to.y}, {frame.to.x, frame.to.y}, c.axis, m.hairline);
}

void Plot::draw_marker(const Theme& theme, ImDrawList& list, const Frame& frame, const Options& options) {
  if (!(options.marker >= frame.x.low && options.marker <= frame.x.high)) return;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const float x = std::round(frame.to_x(options.marker));
  const float dash = theme.px(4);
  const int dashes = static_cast<int>(std::ceil((frame.to.y - frame.from.y) / (2 * dash)));
  for (int i = 0; i < dashes; ++i) {
    const float y = frame.from.y + static_cast<float>(i) * 2 * dash;
    list.AddLine({x, y}, {x, std::min(y + dash, frame.to.y)}, c.text_muted, m.hairline);
  }
  const float width = measure(theme.regular(), m.text_small, options.marker_name).x;
  const float right = x + theme.px(5) + width;
  const float left = right <= frame.to.x ? x + theme.px(5) : x - theme.px(5) - width;
  list.AddText(theme.regular(), m.text_small, {std::round(left), frame.from.y}, c.text_muted, options.marker_name);
}

void Plot::draw_series(const Theme& theme, ImDrawList& list, const Frame& frame, const Series& series) {
  points_.clear();
  const auto stroke = [&] {
    if (points_.size() > 1) {
      // ImGui's buffer of five corners a point grows to just what a line needs, so a line that gets longer would need a
      // new one in every frame.
      list._Data->TempBuffer.reserve(static_cast<int>(points_.capacity()) * 5);
      list.AddPolyline(points_.data(), static_cast<int>(points_.size()), series.color, 0, theme.size().line * 1.25F);
    }
    if (series.markers || points_.size() == 1) {
      const float room = (frame.to.x - frame.from.x) / (frame.x.high - frame.x.low);
      const float radius = std::min(theme.px(3.5F), std::max(room * 0.28F, theme.size().line));
      for (const ImVec2& p : points_) list.AddCircleFilled(p, radius, series.color);
    }
    points_.clear();
  };
  for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
    if (!std::isfinite(series.y[i])) {
      stroke();
      continue;
    }
    points_.emplace_back(frame.to_x(series.x[i]), frame.to_y(series.y[i]));
  }
  stroke();
}

void Plot::draw_readout(const Theme& theme, ImDrawList& list, const Frame& frame, std::span<const Series> series,
                        const Options& options) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float at = frame.x.low + (mouse.x - frame.from.x) / (frame.to.x - frame.from.x) * (frame.x.high - frame.x.low);

  struct Row {
    const Series* series;
    float x, y;
  };
  Row rows[kMostSeries];
  std::size_t count = 0;
  for (const Series& s : series) {
    float best = std::numeric_limits<float>::infinity();
    std::size_t nearest = 0;
    for (std::size_t i = 0; i < std::min(s.x.size(), s.y.size()); ++i) {
      const float distance = std::fabs(s.x[i] - at);
      if (std::isfinite(s.y[i]) && distance < best) {
        best = distance;
        nearest = i;
      }
    }
    if (std::isfinite(best) && count < kMostSeries) rows[count++] = {&s, s.x[nearest], s.y[nearest]};
  }
  if (count == 0) return;

  const float line_x = std::round(std::clamp(frame.to_x(rows[0].x), frame.from.x, frame.to.x));
  list.AddLine({line_x, frame.from.y}, {line_x, frame.to.y}, c.text_muted, m.hairline);
  float width = 0.0F;
  float number = 0.0F;
  for (std::size_t i = 0; i < count; ++i) {
    const ImVec2 point{frame.to_x(rows[i].x), frame.to_y(rows[i].y)};
    if (point.y >= frame.from.y) {
      list.AddCircleFilled(point, theme.px(5), c.card);
      list.AddCircleFilled(point, theme.px(3.5F), rows[i].series->color);
    }
    number = std::max(number, measure(theme.semibold(), m.text_small, value_text(rows[i].y, options)).x);
    width = std::max(width, measure(theme.regular(), m.text_small, rows[i].series->name).x);
  }
  const float padding = theme.px(10);
  const float row_height = m.text_small + theme.px(3);
  const ImVec2 size{width + number + theme.px(28) + 2 * padding,
                    row_height * static_cast<float>(count + 1) + 2 * padding};
  float left = line_x + theme.px(12);
  if (left + size.x > frame.to.x) left = line_x - theme.px(12) - size.x;
  left = std::max(left, frame.from.x - theme.px(40));
  const float top = frame.from.y + theme.px(4);
  list.AddRectFilled({left, top}, {left + size.x, top + size.y}, with_alpha(c.popup, 0.96F), m.rounding);
  list.AddRect({left, top}, {left + size.x, top + size.y}, c.card_border, m.rounding, 0, m.hairline);
  float y = top + padding;
  list.AddText(theme.regular(), m.text_small, {left + padding, y}, c.text_muted,
               Text("%s %.2f", options.x_name, static_cast<double>(rows[0].x)));
  for (std::size_t i = 0; i < count; ++i) {
    y += row_height;
    list.AddCircleFilled({left + padding + theme.px(4), y + std::round(m.text_small / 2)}, theme.px(4),
                         rows[i].series->color);
    list.AddText(theme.regular(), m.text_small, {left + padding + theme.px(16), y}, c.text, rows[i].series->name);
    draw_right(list, theme.semibold(), m.text_small, c.text, left + size.x - padding, y,
               value_text(rows[i].y, options));
  }
}

void Plot::draw(const Theme& theme, std::span<const Series> series, const Options& options, ImVec2 size) {
  const Metrics& m = theme.size();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  const bool hovered = ImGui::IsItemHovered();

  bool empty = true;
  float x_end = options.x_end;
  for (const Series& s : series) {
    empty = empty && s.y.empty();
    if (!s.x.empty()) x_end = std::max(x_end, s.x.back());
  }
  Frame frame{{}, {}, {0.0F, x_end}, y_range(series, options), options.logarithmic};
  frame.from = {from.x, from.y + std::round(m.text_small / 2)};
  frame.to = {from.x + size.x - theme.px(6), from.y + size.y - m.text_small - theme.px(8)};
  if (frame.to.y - frame.from.y < theme.px(20)) return;
  y_ticks(frame, options);
  float labels = 0.0F;
  for (const Tick& tick : ticks_) {
    labels =
        std::max(labels, measure(theme.regular(), m.text_small, value_text(tick.at, tick.decimals, options.percent)).x);
  }
  frame.from.x += std::ceil(labels) + theme.px(8);

  draw_axes(theme, list, frame, options);
  if (empty) {
    if (*options.empty == '\0') return;
    const float width = frame.to.x - frame.from.x - theme.px(16);
    const ImVec2 words = draw_lines(nullptr, {}, 0, options.empty, width);
    const ImVec2 at{std::round((frame.from.x + frame.to.x - words.x) / 2),
                    std::round((frame.from.y + frame.to.y - words.y) / 2)};
    const ImVec2 margin{theme.px(8), theme.px(4)};  // no line of the grid runs through the words
    list.AddRectFilled({at.x - margin.x, at.y - margin.y}, {at.x + words.x + margin.x, at.y + words.y + margin.y},
                       theme.color().card);
    draw_lines(&list, at, theme.color().text_muted, options.empty, width);
    return;
  }
  draw_marker(theme, list, frame, options);
  list.PushClipRect({frame.from.x - theme.px(5), frame.from.y - theme.px(5)},
                    {frame.to.x + theme.px(5), frame.to.y + theme.px(5)}, true);
  for (const Series& s : series) draw_series(theme, list, frame, s);
  list.PopClipRect();
  if (hovered) draw_readout(theme, list, frame, series, options);
}

}  // namespace lab::ui
