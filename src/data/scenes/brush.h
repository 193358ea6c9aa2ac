#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>

#include "core/random.h"
#include "data/scenes/paper.h"
#include "data/scenes/style.h"

namespace lab::scenes {

/// Draws the parts of a thing, and where it chances. A thing's own units: the middle is (0, 0), the edges of what it
/// fills are near -1 and 1, y downwards.
///
/// Draws of random numbers must happen in the same order with every compiler, so no call has two draws among its
/// arguments unless they are in braces, which are evaluated from left to right.
class Brush {
 public:
  Brush(const SceneStyle& style, RandomSequence& random, Paper& paper)
      : style_(style), random_(random), paper_(paper) {}

  /// Uniform in [low, high).
  float between(float low, float high) { return low + (high - low) * random_.uniform(); }
  bool chance(float probability) { return random_.uniform() < probability; }
  /// Uniform in 0 .. bound - 1.
  int below(int bound) { return static_cast<int>(random_.below(static_cast<std::uint32_t>(bound))); }
  /// A proportion: within `spread` (times the style's `proportions`) around `mean`.
  float vary(float mean, float spread);
  [[nodiscard]] const SceneStyle& style() const { return style_; }

  // --- where things are

  /// Things drawn from now on stand here: `map` leads from their units to pixels.
  void place(const Affine& map) { map_ = map; }
  [[nodiscard]] Point pixel(const Point& p) const;

  // --- colours

  /// Any colour, from pale to strong and from dark to bright.
  Colour any_colour();
  /// About this colour, or any other one as often as the style has it; never quite that of what lies behind the thing.
  Colour colour(const Colour& usual);
  /// About this colour, always.
  Colour shade(const Colour& usual);
  /// One of them.
  Colour one_of(std::initializer_list<Colour> colours);
  /// What lies behind the thing.
  void set_behind(const Colour& behind) { behind_ = behind; }
  /// The outline of what is drawn from now on, in pixels; 0 for none.
  void set_outline(float width, const Colour& colour);
  /// The change of brightness per pixel, relative, of everything that has a shape.
  void set_light(const Point& light) { light_ = light; }

  // --- shapes: any number of them, then fill()

  void ellipse(const Point& middle, float rx, float ry, float turns = 0.0F);
  /// The upper half of an ellipse: what lies above its middle.
  void dome(const Point& middle, float rx, float ry);
  void polygon(std::span<const Point> corners);
  void polygon(std::initializer_list<Point> corners) { polygon(std::span(corners.begin(), corners.size())); }
  void rectangle(float left, float top, float right, float bottom);
  /// A line with square ends.
  void line(const Point& from, const Point& to, float width);
  /// Paints what has been added since the last time.
  void fill(const Colour& colour, float opacity = 1.0F);

 private:
  const SceneStyle& style_;
  RandomSequence& random_;
  Paper& paper_;
  Affine map_;
  Colour behind_;
  Colour outline_colour_;
  float outline_ = 0.0F;
  Point light_;
};

}  // namespace lab::scenes
