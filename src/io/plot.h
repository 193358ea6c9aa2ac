#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "io/drawing.h"

namespace lab {

/// One curve. All lists are equally long; points that are not finite are left out, and the curve is broken there.
struct PlotSeries {
  std::string name;
  std::vector<double> x, y;
  std::vector<double> error = {};  ///< half the length of an error bar in the unit of y; empty: no bars
};

enum class PlotKind : std::uint8_t {
  curves,
  marked,  ///< curves with a mark at every point
  bars     ///< from zero, one beside the other
};

/// One set of axes. Colours and marks go by the order of the series.
struct Plot {
  std::string title;
  std::string x_title, y_title;  ///< with the unit in brackets
  std::vector<PlotSeries> series;
  bool log_x = false;    ///< powers of ten at equal distances; every x must be positive
  bool whole_x = false;  ///< x counts something: labels are whole numbers
  PlotKind kind = PlotKind::curves;
  std::vector<std::string> x_labels =
      {};  ///< where x is a name: the label of x = 0, 1, 2, ...; no curves then, and marks side by side
};

/// Plots one below the other, with the series' names above the axes, where they cover nothing; a single series without
/// a name has none. What has no points is drawn as empty axes. The typeface must live as long as the drawing.
[[nodiscard]] Drawing draw_plots(const Typeface& type, std::span<const Plot> plots);

}  // namespace lab
