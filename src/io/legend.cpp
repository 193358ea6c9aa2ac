#include "io/legend.h"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "io/figure_style.h"

namespace lab {
namespace {

using namespace figure_style;

constexpr float kSample = 22.0F;
constexpr float kGap = 7.0F;       // from the sample to the name
constexpr float kBetween = 20.0F;  // between entries
constexpr float kCurve = 2.0F;
constexpr float kMarker = 3.6F;

/// A regular polygon with so many corners, the first at `turn` (in full turns, clockwise from the right).
std::vector<Position> regular(Position center, float radius, int corners, float turn) {
  std::vector<Position> points;
  for (int i = 0; i < corners; ++i) {
    const float angle = 2.0F * std::numbers::pi_v<float> * (turn + static_cast<float>(i) / static_cast<float>(corners));
    points.push_back({center.x + radius * std::cos(angle), center.y + radius * std::sin(angle)});
  }
  return points;
}

/// Of like area whatever their shape.
struct Shape {
  int corners;  ///< 0: a disc
  float turn, size;
};
constexpr std::array<Shape, 5> kShapes = {
    {{0, 0.0F, 1.0F}, {4, 0.125F, 1.25F}, {3, 0.75F, 1.45F}, {4, 0.0F, 1.3F}, {3, 0.25F, 1.45F}}};

void draw_shape(Drawing& drawing, Position center, float radius, const Shape& shape, const Paint& paint) {
  if (shape.corners == 0) {
    drawing.dots({center}, radius, paint);
  } else {
    drawing.polygon(regular(center, radius * shape.size, shape.corners, shape.turn), paint);
  }
}

}  // namespace

SeriesStyle series_style(std::size_t index) {
  return {kSeries[index % kSeries.size()], static_cast<int>(index % kShapes.size())};
}

void draw_marker(Drawing& drawing, Position center, float radius, const SeriesStyle& style) {
  constexpr float kRim = 1.0F;
  const Shape& shape = kShapes[static_cast<std::size_t>(style.shape)];
  draw_shape(drawing, center, radius + kRim, shape, kPaper);
  draw_shape(drawing, center, radius, shape, style.paint);
}

Legend::Legend(const Typeface& type, std::vector<LegendEntry> entries, float width) : entries_(std::move(entries)) {
  Position at;
  for (const LegendEntry& entry : entries_) {
    const float size = kSample + kGap + type.width(entry.name, kText.size);
    if (at.x > 0.0F && at.x + size > width) at = {0.0F, at.y + 1.0F};
    places_.push_back(at);
    at.x += size + kBetween;
  }
}

float Legend::height() const { return places_.empty() ? 0.0F : (places_.back().y + 1.0F) * kLineHeight; }

void Legend::draw(Drawing& drawing, Position at) const {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const LegendEntry& entry = entries_[i];
    const float x = at.x + places_[i].x;
    const float middle = at.y + (places_[i].y + 0.5F) * kLineHeight;
    if (entry.curve) drawing.curve({{x, middle}, {x + kSample, middle}}, kCurve, entry.style.paint);
    if (entry.marker) draw_marker(drawing, {x + 0.5F * kSample, middle}, kMarker, entry.style);
    drawing.text({x + kSample + kGap, middle + 0.5F * drawing.type().cap_height(kText.size)}, entry.name, kText);
  }
}

}  // namespace lab
