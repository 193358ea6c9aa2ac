#pragma once

#include <span>
#include <string>
#include <vector>

#include "data/png.h"

namespace lab {

/// One curve. All lists are equally long; points that are not finite are left out, and the curve is broken there.
struct PlotSeries {
  std::string name;
  std::vector<double> x, y;
  std::vector<double> error = {};  ///< half the length of an error bar in the unit of y; empty: no bars
};

/// One set of axes. Colours go by the order of the series.
struct Plot {
  std::string title;
  std::string x_title;
  std::vector<PlotSeries> series;
  bool log_x = false;                      ///< powers of ten at equal distances; every x must be positive
  bool whole_x = false;                    ///< x counts something: labels are whole numbers
  bool markers = false;                    ///< a dot at every point
  std::vector<std::string> x_labels = {};  ///< where x is a name: the label of x = 0, 1, 2, ...
};

/// Plots one below the other on white, 900 pixels wide. What has no points is drawn as empty axes.
[[nodiscard]] Picture draw_plots(std::span<const Plot> plots);

}  // namespace lab
