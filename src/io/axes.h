#pragma once

#include <string>
#include <vector>

#include "io/drawing.h"
#include "io/ticks.h"

namespace lab {

/// One direction of a diagram: what it counts, from where to where, and its marks.
struct Axis {
  std::string title;  ///< with the unit
  double low = 0.0;
  double high = 1.0;
  std::vector<Tick> ticks = {};
};

/// The two axes around an area; maps values to places there.
struct Axes {
  Area area;
  Axis x, y;

  [[nodiscard]] float x_of(double value) const;
  [[nodiscard]] float y_of(double value) const;
  [[nodiscard]] Position place(double at_x, double at_y) const { return {x_of(at_x), y_of(at_y)}; }
};

/// The room that the labels need left of the area and below it.
[[nodiscard]] float room_left_of(const Typeface& type, const Axis& y);
[[nodiscard]] float room_below(const Axis& x);

/// Lines across the area at the labelled marks of y, and of x if wanted. To be drawn before what the diagram shows.
void draw_grid(Drawing& drawing, const Axes& axes, bool x_too);

/// Axes, marks, labels and titles; labels that would touch the one before are left out.
void draw_axes(Drawing& drawing, const Axes& axes);

}  // namespace lab
