#include "data/digits/pen.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "data/digits/style.h"

namespace lab {
namespace {

using digits::Track;

constexpr std::size_t kMostStrokes = 128;
// In sizes of the drawing, of which one is about 20 pixels of the image.
constexpr float kNodeStep = 0.02F;      // points closer together than this only show how a hand trembles
constexpr float kPieceStep = 0.075F;    // as the generator's: pieces of 1.5 pixels
constexpr float kDot = 0.02F;           // of the area: a drawing this small is a dot, a tap that slipped
constexpr float kCornerCosine = 0.17F;  // of 80 degrees: sharper turns are corners

struct Bounds {
  float left = 1e9F;
  float right = -1e9F;
  float top = 1e9F;
  float bottom = -1e9F;

  void add(float x, float y) {
    left = x < left ? x : left;
    right = x > right ? x : right;
    top = y < top ? y : top;
    bottom = y > bottom ? y : bottom;
  }
  [[nodiscard]] float size() const {
    const float width = right - left;
    const float height = bottom - top;
    return width > height ? width : height;
  }
};

float distance(const PenPoint& a, const PenPoint& b) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  return std::sqrt(dx * dx + dy * dy);
}

float radius_at(float pressure) {
  // Twice the generator's spread either way.
  const DigitStyle style;
  const float clamped = pressure < 0.0F ? 0.0F : (pressure > 1.0F ? 1.0F : pressure);
  return style.pen_width * 0.5F * (1.0F + 4.0F * style.pressure * (clamped - 0.5F));
}

bool is_corner(const PenPoint& before, const PenPoint& here, const PenPoint& after) {
  const float dot = (here.x - before.x) * (after.x - here.x) + (here.y - before.y) * (after.y - here.y);
  return dot < kCornerCosine * distance(before, here) * distance(here, after);
}

/// Adds to `track` one stroke after another.
class Tracer {
 public:
  Tracer(Track& track, float node_step, float piece_step)
      : track_(track), node_step_(node_step), piece_step_(piece_step) {}

  void add(const PenStroke& stroke) {
    thin(stroke);
    dot(nodes_[0], true);
    for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
      const PenPoint& b = nodes_[i];
      const PenPoint& c = nodes_[i + 1];
      const PenPoint& a = i == 0 || is_corner(nodes_[i - 1], b, c) ? b : nodes_[i - 1];
      const PenPoint& d = i + 2 == nodes_.size() || is_corner(b, c, nodes_[i + 2]) ? c : nodes_[i + 2];
      const int pieces = static_cast<int>(distance(b, c) / piece_step_) + 1;
      for (int j = 1; j <= pieces; ++j) {
        const float t = static_cast<float>(j) / static_cast<float>(pieces);
        const digits::Point at = digits::spline({a.x, a.y}, {b.x, b.y}, {c.x, c.y}, {d.x, d.y}, t);
        dot({at.x, at.y, b.pressure + (c.pressure - b.pressure) * t}, false);
      }
    }
  }

 private:
  /// Leaves the points that lie a step of the way apart, and both ends.
  void thin(const PenStroke& stroke) {
    nodes_.clear();
    nodes_.push_back(stroke.front());
    float way = 0.0F;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      way += distance(stroke[i - 1], stroke[i]);
      if (way < node_step_) continue;
      nodes_.push_back(stroke[i]);
      way = 0.0F;
    }
    if (way > 0.0F) nodes_.push_back(stroke.back());
  }

  void dot(const PenPoint& at, bool starts) {
    if (track_.size < Track::kMaxPoints) track_.dots[track_.size++] = {at.x, at.y, radius_at(at.pressure), starts};
  }

  Track& track_;
  float node_step_;
  float piece_step_;
  PenStroke nodes_;
};

}  // namespace

digits::Track digits::trace_strokes(std::span<const PenStroke> strokes) {
  Track track;
  Bounds bounds;
  float length = 0.0F;
  std::size_t count = 0;
  for (const PenStroke& stroke : strokes) {
    if (stroke.empty()) continue;
    if (++count > kMostStrokes) break;
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      bounds.add(stroke[i].x, stroke[i].y);
      if (i > 0) length += distance(stroke[i - 1], stroke[i]);
    }
  }
  if (count == 0) return track;
  count = std::min(count, kMostStrokes);
  const float size = std::max(bounds.size(), kDot);
  // A stroke has at most one dot at its start, one for every step of nodes and one for the last, and one for every step
  // of pieces.
  const float dots = length / size * (1.0F / kNodeStep + 1.0F / kPieceStep);
  const auto room = static_cast<float>(Track::kMaxPoints - 3 * count);
  const float stretch = size * std::max(dots / room, 1.0F);
  Tracer tracer(track, kNodeStep * stretch, kPieceStep * stretch);
  for (const PenStroke& stroke : strokes) {
    if (stroke.empty()) continue;
    if (count-- == 0) break;
    tracer.add(stroke);
  }
  return track;
}

void draw_strokes(std::span<const PenStroke> strokes, std::span<std::uint8_t, 784> image) {
  Track track = digits::trace_strokes(strokes);
  Bounds bounds;
  for (std::size_t i = 0; i < track.size; ++i) bounds.add(track.dots[i].x, track.dots[i].y);
  // As large as the generator's sketches, from which fit_to_box() goes on.
  const float size = bounds.size();
  const float scale = size > kDot ? 1.0F / size : 0.0F;
  for (std::size_t i = 0; i < track.size; ++i) {
    Track::Dot& dot = track.dots[i];
    dot.x = (dot.x - bounds.left) * scale;
    dot.y = (dot.y - bounds.top) * scale;
  }
  digits::fit_to_box(track);
  digits::draw_track(track, DigitStyle().softness, image);
}

}  // namespace lab
