#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "core/random.h"
#include "data/digits/style.h"

// The digit generator must draw the same bytes on every machine and in WebAssembly. Its files are compiled with
// -ffp-contract=off and use only + - * / and sqrt on floats, never a math library's functions. For the same reason it
// shares no inline function that computes with floats with the rest of the program: the linker keeps one copy of
// those, which may have been compiled with fused multiply-adds.
namespace lab::digits {

struct Point {
  float x = 0.0F;
  float y = 0.0F;
};

/// sin and cos of 2 pi `turns`, |turns| <= 1000, to about 1e-6, the same bits everywhere.
void sin_cos_turns(float turns, float& s, float& c);

/// Where a Catmull-Rom spline is at `t` (0 to 1) of its way from b to c; a and d are the neighbours that give the
/// directions.
[[nodiscard]] Point spline(const Point& a, const Point& b, const Point& c, const Point& d, float t);

/// The centre line of a digit as smooth curves through points, in a box 1 high and about 0.65 wide, y downwards. Filled
/// by the functions in ways.cpp, which draw all their proportions from one random sequence.
class Sketch {
 public:
  static constexpr std::size_t kMaxPoints = 96;
  static constexpr std::size_t kMaxStrokes = 6;

  struct Node {
    Point at;
    bool corner = false;  ///< the curve turns sharply here
  };

  Sketch(const DigitStyle& style, RandomSequence& random) : style_(style), random_(random) {}

  /// About normal: mean 0, standard deviation 1, within +-3.
  float bell();
  /// A proportion: `mean` with standard deviation `spread` (times the style's `proportions`).
  float vary(float mean, float spread) { return mean + spread * style_.proportions * bell(); }
  /// Uniform in [low, high).
  float between(float low, float high) { return low + (high - low) * random_.uniform(); }
  bool chance(float probability) { return random_.uniform() < probability; }

  /// A piece of an ellipse between two angles (degrees; 0 right, 90 below, -90 above; falling angles turn
  /// counterclockwise). The radius changes evenly from 1 to `end_scale` times what is given.
  struct Arc {
    float cx;
    float cy;
    float rx;
    float ry;
    float from;
    float to;
    float end_scale = 1.0F;
    float lean = 0.0F;  ///< shift to the right of the top against the centre, per unit of height
  };

  // Points and arcs are passed as one value so that callers write braces around their numbers: draws within braces
  // happen from left to right, draws among function arguments in whatever order the compiler likes.

  /// Lifts the pen: the next point begins a new stroke. It is up at first.
  void lift() { lifted_ = true; }
  /// Puts the pen down at this point: a new stroke.
  void start(const Point& p);
  /// Goes on smoothly through this point.
  void to(const Point& p);
  /// The same with a steadier hand, for points close to the last one.
  void fine(const Point& p);
  /// Goes on to this point and turns sharply there.
  void corner(const Point& p);
  /// Goes on along an arc.
  void arc(const Arc& arc);
  /// Makes the last point a sharp turn.
  void make_corner();

  [[nodiscard]] std::size_t strokes() const { return strokes_; }
  [[nodiscard]] std::span<const Node> stroke(std::size_t i) const {
    const std::size_t first = first_[i];
    return {nodes_.data() + first, (i + 1 < strokes_ ? first_[i + 1] : size_) - first};
  }

 private:
  void add(const Point& p, float jitter, bool corner);

  const DigitStyle& style_;
  RandomSequence& random_;
  std::array<Node, kMaxPoints> nodes_{};
  std::array<std::size_t, kMaxStrokes> first_{};
  std::size_t size_ = 0;
  std::size_t strokes_ = 0;
  bool lifted_ = true;
};

/// One way to write a digit.
struct Way {
  int digit;
  float weight;  ///< share of people who write it so (any scale)
  void (*draw)(Sketch& sketch);
};

/// All ways, grouped by digit; the first way of a digit is its commonest.
[[nodiscard]] std::span<const Way> ways();

}  // namespace lab::digits
