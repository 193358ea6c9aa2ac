#include "io/axes.h"

#include <algorithm>
#include <cmath>

#include "io/figure_style.h"

namespace lab {
namespace {

using namespace figure_style;

constexpr float kMark = 4.0F;
constexpr float kSmallMark = 2.5F;
constexpr float kGap = 5.0F;        // from a mark to its label
constexpr float kTitleGap = 10.0F;  // from the labels to the title
constexpr float kBetween = 8.0F;    // between labels

float widest(const Typeface& type, const Axis& y) {
  float width = 0.0F;
  for (const Tick& tick : y.ticks) width = std::max(width, type.width(tick.label, kSmall.size));
  return width;
}

}  // namespace

float Axes::x_of(double value) const {
  return area.x + area.width * static_cast<float>((value - x.low) / (x.high - x.low));
}

float Axes::y_of(double value) const {
  return area.bottom() - area.height * static_cast<float>((value - y.low) / (y.high - y.low));
}

float room_left_of(const Typeface& type, const Axis& y) {
  const float title = y.title.empty() ? 0.0F : kTitleGap + kText.size;
  return std::ceil(kMark + kGap + widest(type, y) + title);
}

float room_below(const Axis& x) {
  return std::ceil(kMark + kGap + kSmall.size + (x.title.empty() ? 0.0F : kTitleGap + kText.size));
}

void draw_grid(Drawing& drawing, const Axes& axes, bool x_too) {
  const Area& area = axes.area;
  for (const Tick& tick : axes.y.ticks) {
    const float y = axes.y_of(tick.at);
    if (!tick.label.empty()) drawing.rule({area.x, y}, {area.right(), y}, kHair, kGrid);
  }
  for (const Tick& tick : axes.x.ticks) {
    const float x = axes.x_of(tick.at);
    if (x_too && !tick.label.empty()) drawing.rule({x, area.y}, {x, area.bottom()}, kHair, kGrid);
  }
}

void draw_axes(Drawing& drawing, const Axes& axes) {
  const Typeface& type = drawing.type();
  const Area& area = axes.area;
  const float half_cap = 0.5F * type.cap_height(kSmall.size);
  drawing.rule({area.x, area.bottom()}, {area.right(), area.bottom()}, kHair, kAxis);
  drawing.rule({area.x, area.y}, {area.x, area.bottom()}, kHair, kAxis);
  for (const Tick& tick : axes.y.ticks) {
    const float y = axes.y_of(tick.at);
    drawing.rule({area.x - (tick.label.empty() ? kSmallMark : kMark), y}, {area.x, y}, kHair, kAxis);
    drawing.text({area.x - kMark - kGap, y + half_cap}, tick.label, aligned(kSmall, Align::right));
  }
  const float baseline = area.bottom() + kMark + kGap + 2.0F * half_cap;
  float free_from = -INFINITY;
  for (const Tick& tick : axes.x.ticks) {
    const float x = axes.x_of(tick.at);
    const float half = 0.5F * type.width(tick.label, kSmall.size);
    const bool fits = !tick.label.empty() && x - half >= free_from;
    const float mark = fits ? kMark : kSmallMark;
    drawing.rule({x, area.bottom()}, {x, area.bottom() + mark}, kHair, kAxis);
    if (!fits) continue;
    free_from = x + half + kBetween;
    drawing.text({x, baseline}, tick.label, aligned(kSmall, Align::center));
  }
  drawing.text({area.x + 0.5F * area.width, baseline + kTitleGap + type.cap_height(kText.size)}, axes.x.title,
               aligned(kText, Align::center));
  TextStyle turned = aligned(kText, Align::center);
  turned.turned = true;
  drawing.text({area.x - kMark - kGap - widest(type, axes.y) - kTitleGap, area.y + 0.5F * area.height}, axes.y.title,
               turned);
}

}  // namespace lab
