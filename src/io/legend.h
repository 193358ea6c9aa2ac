#pragma once

#include <string>
#include <vector>

#include "io/drawing.h"

namespace lab {

/// How a series looks: by its number, so that a curve, its points and its entry in the legend agree.
struct SeriesStyle {
  Paint paint;
  int shape = 0;  ///< of its points
};
[[nodiscard]] SeriesStyle series_style(std::size_t index);

/// A point of a series: disc, square, triangle, diamond or a triangle upside down, on a white rim that parts it from
/// what lies below.
void draw_marker(Drawing& drawing, Position center, float radius, const SeriesStyle& style);

/// What stands in a legend: the name, and whether points, a curve or both are shown before it.
struct LegendEntry {
  std::string name;
  SeriesStyle style;
  bool curve = true;
  bool marker = false;
};

/// Entries side by side in as many lines as they need, so many units wide.
class Legend {
 public:
  Legend(const Typeface& type, std::vector<LegendEntry> entries, float width);

  [[nodiscard]] float height() const;  ///< 0 without entries
  /// Its top left corner at `at`.
  void draw(Drawing& drawing, Position at) const;

 private:
  std::vector<LegendEntry> entries_;
  std::vector<Position> places_;  ///< of each entry, in units across and lines down
};

}  // namespace lab
