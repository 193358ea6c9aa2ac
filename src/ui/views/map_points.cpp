#include "ui/views/map_points.h"

#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace lab::ui {
namespace {

// Seconds on the way from one result to the next: as long as the last one took, so that the points never stand still.
constexpr double kShortest = 0.15;
constexpr double kLongest = 2.0;
constexpr float kMargin = 0.06F;  // of the box around the points
constexpr float kSlack = 0.7F;    // the box shrinks where so much of it would do

ImVec2 mix(ImVec2 a, ImVec2 b, float t) { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }

float extent(const MapPoints::Box& box) { return std::max(box.high.x - box.low.x, box.high.y - box.low.y); }

bool holds(const MapPoints::Box& outer, const MapPoints::Box& inner) {
  return outer.low.x <= inner.low.x && outer.low.y <= inner.low.y && outer.high.x >= inner.high.x &&
         outer.high.y >= inner.high.y;
}

}  // namespace

int MapPoints::label(std::size_t point) const {
  if (point >= labels_.size()) return -1;
  return labels_[point] % static_cast<int>(Palette::kClasses);
}

void MapPoints::take(const CodeMap& map, const Box& least) {
  const std::size_t count = map.x.size();
  labels_ = map.labels;
  last_.resize(count);
  Box around{{1e30F, 1e30F}, {-1e30F, -1e30F}};
  for (std::size_t i = 0; i < count; ++i) {
    last_[i] = {map.x[i], map.y[i]};
    around.low = {std::min(around.low.x, last_[i].x), std::min(around.low.y, last_[i].y)};
    around.high = {std::max(around.high.x, last_[i].x), std::max(around.high.y, last_[i].y)};
  }
  if (count == 0) return;
  // Codes of one number lie on a line; class above class they can be told apart.
  if (map.plane.axes[1].empty()) {
    const float row = (around.high.x - around.low.x) * 0.05F;
    for (std::size_t i = 0; i < count; ++i) last_[i].y = row * (4.5F - static_cast<float>(std::max(label(i), 0)));
    around.low.y = -5.0F * row;
    around.high.y = 5.0F * row;
  }
  if (least.high.x > least.low.x) {
    around.low = {std::min(around.low.x, least.low.x), std::min(around.low.y, least.low.y)};
    around.high = {std::max(around.high.x, least.high.x), std::max(around.high.y, least.high.y)};
  }
  const float margin = std::max(extent(around) * kMargin, 1e-6F);
  const Box wanted{{around.low.x - margin, around.low.y - margin}, {around.high.x + margin, around.high.y + margin}};
  if (!holds(last_box_, around) || extent(wanted) < kSlack * extent(last_box_)) last_box_ = wanted;
}

void MapPoints::follow(const std::shared_ptr<const CodeMap>& map, bool glides, const Box& least) {
  const double now = ImGui::GetTime();
  if (!map_.is(map)) {
    map_ = Remembered(map);
    if (!map) {
      places_.clear();
      return;
    }
    const bool anew = !images_.is(map->images) || map->x.size() != places_.size();
    images_ = Remembered(map->images);
    if (anew) last_box_ = {{0.0F, 0.0F}, {0.0F, 0.0F}};
    first_ = places_;
    first_box_ = box_;
    take(*map, least);
    duration_ = std::clamp(now - begun_, kShortest, kLongest);
    begun_ = now;
    if (anew) first_ = last_;
    if (anew) first_box_ = last_box_;
    places_.resize(last_.size());
  } else if (duration_ == 0.0) {
    return;
  }
  float t = glides ? static_cast<float>((now - begun_) / duration_) : 1.0F;
  if (t >= 1.0F) {
    t = 1.0F;
    duration_ = 0.0;
  }
  for (std::size_t i = 0; i < places_.size(); ++i) places_[i] = mix(first_[i], last_[i], t);
  box_ = {mix(first_box_.low, last_box_.low, t), mix(first_box_.high, last_box_.high, t)};
}

int MapPoints::nearest(const MapFrame& frame, ImVec2 at, float reach, std::uint32_t classes) const {
  int best = -1;
  float least = reach * reach;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const ImVec2 pixel = frame.to_screen(places_[i]);
    const float square = (pixel.x - at.x) * (pixel.x - at.x) + (pixel.y - at.y) * (pixel.y - at.y);
    if (square >= least || !is_among(i, classes)) continue;
    least = square;
    best = static_cast<int>(i);
  }
  return best;
}

}  // namespace lab::ui
