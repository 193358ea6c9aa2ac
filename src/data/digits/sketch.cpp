#include "data/digits/sketch.h"

#include <cassert>

namespace lab::digits {
namespace {

// Points close together must not be jittered as much as others: the curve would kink.
constexpr float kFine = 0.45F;

}  // namespace

void sin_cos_turns(float turns, float& s, float& c) {
  // Written out here although core/vec_math.h has the like: see the note on inline functions in sketch.h.
  const float shifted = turns * 4.0F + 0x1.8p23F;
  const float nearest = shifted - 0x1.8p23F;
  const float r = turns - nearest * 0.25F;
  const float z = r * r;
  const float sin_r = (((-75.393562F * z + 81.592354F) * z - 41.341663F) * z + 6.2831855F) * r;
  const float cos_r = ((-83.592613F * z + 64.921249F) * z - 19.739153F) * z + 1.0F;
  switch (static_cast<int>(nearest) & 3) {
    case 0: s = sin_r, c = cos_r; break;
    case 1: s = cos_r, c = -sin_r; break;
    case 2: s = -sin_r, c = -cos_r; break;
    default: s = -cos_r, c = sin_r; break;
  }
}

Point spline(const Point& a, const Point& b, const Point& c, const Point& d, float t) {
  const auto blend = [t](float pa, float pb, float pc, float pd) {
    const float k1 = 0.5F * (pc - pa);
    const float k2 = pa - 2.5F * pb + 2.0F * pc - 0.5F * pd;
    const float k3 = 0.5F * (pd - pa) + 1.5F * (pb - pc);
    return ((k3 * t + k2) * t + k1) * t + pb;
  };
  return {blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)};
}

float Sketch::bell() {
  // Three uniform numbers have the variance 3/12; named, so that they are drawn in this order everywhere.
  const float a = random_.uniform();
  const float b = random_.uniform();
  const float c = random_.uniform();
  return (a + b + c - 1.5F) * 2.0F;
}

void Sketch::add(const Point& p, float jitter, bool corner) {
  assert(size_ < kMaxPoints && "a way has too many points");
  if (size_ == kMaxPoints) return;
  if (lifted_) {
    assert(strokes_ < kMaxStrokes && "a way has too many strokes");
    if (strokes_ < kMaxStrokes) first_[strokes_++] = size_;
    lifted_ = false;
  }
  const float dx = jitter * bell();
  const float dy = jitter * bell();
  nodes_[size_++] = {{p.x + dx, p.y + dy}, corner};
}

void Sketch::start(const Point& p) {
  lift();
  add(p, style_.jitter, false);
}

void Sketch::to(const Point& p) { add(p, style_.jitter, false); }

void Sketch::fine(const Point& p) { add(p, style_.jitter * kFine, false); }

void Sketch::corner(const Point& p) { add(p, style_.jitter, true); }

void Sketch::make_corner() { nodes_[size_ - 1].corner = true; }

void Sketch::arc(const Arc& arc) {
  const float sweep = arc.to - arc.from;
  const float length = sweep < 0.0F ? -sweep : sweep;
  // A point every 45 degrees or so follows an ellipse to within a hundredth of its radius.
  const int steps = static_cast<int>(length / 45.0F) + 1;
  for (int i = 0; i <= steps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps);
    float s = 0.0F;
    float c = 0.0F;
    sin_cos_turns((arc.from + sweep * t) / 360.0F, s, c);
    const float scale = 1.0F + (arc.end_scale - 1.0F) * t;
    const float y = arc.ry * scale * s;
    add({arc.cx + arc.rx * scale * c - arc.lean * y, arc.cy + y}, style_.jitter * kFine, false);
  }
}

}  // namespace lab::digits
