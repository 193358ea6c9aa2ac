#pragma once

#include <imgui.h>

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "ui/theme.h"

namespace lab::ui {

/// One curve of a Plot. NaN values are left out.
struct Series {
  const char* name;
  ImU32 color;
  std::span<const float> x;
  std::span<const float> y;
  bool markers = false;  ///< a dot at each point
};

/// A line plot with axes, round ticks, vertical marks at round x (whole epochs) and a read-out under the pointer. Keeps
/// only its scratch memory between frames.
class Plot {
 public:
  static constexpr std::size_t kMostSeries = 8;  ///< that the read-out tells of

  struct Options {
    bool logarithmic = false;  ///< y axis
    float x_end = 1.0F;        ///< the x axis reaches at least from 0 to here
    float x_step = 1.0F;       ///< marks are no closer than that
    const char* x_name = "epoch";
    const char* empty = "";                                  ///< shown while there is nothing to draw
    bool percent = false;                                    ///< y from 0 to 1, shown as percent
    int decimals = 4;                                        ///< of values in the read-out
    const char* unit = "";                                   ///< behind them
    float y_most = std::numeric_limits<float>::infinity();   ///< what is higher leaves through the top
    float marker = std::numeric_limits<float>::quiet_NaN();  ///< an x that is marked, or NaN
    const char* marker_name = "";
  };

  /// Fills the rectangle at the cursor.
  void draw(const Theme& theme, std::span<const Series> series, const Options& options, ImVec2 size);

 private:
  struct Range {
    float low, high;
  };
  struct Frame {
    ImVec2 from, to;  ///< the area inside the axes
    Range x, y;       ///< y in logarithms where the axis is logarithmic
    bool logarithmic;
    [[nodiscard]] float to_x(float value) const;
    [[nodiscard]] float to_y(float value) const;
  };
  static Range y_range(std::span<const Series> series, const Options& options);
  void y_ticks(const Frame& frame, const Options& options);
  void draw_axes(const Theme& theme, ImDrawList& list, const Frame& frame, const Options& options);
  static void draw_marker(const Theme& theme, ImDrawList& list, const Frame& frame, const Options& options);
  void draw_series(const Theme& theme, ImDrawList& list, const Frame& frame, const Series& series);
  static void draw_readout(const Theme& theme, ImDrawList& list, const Frame& frame, std::span<const Series> series,
                           const Options& options);

  struct Tick {
    float at;
    int decimals;
  };
  std::vector<ImVec2> points_;
  std::vector<Tick> ticks_;
};

/// The largest of 1, 2, 5 times a power of ten that divides `span` into at least `count` parts or so.
[[nodiscard]] float nice_step(float span, int count);

}  // namespace lab::ui
