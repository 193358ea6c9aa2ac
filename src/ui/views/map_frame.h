#pragma once

#include <imgui.h>

#include <vector>

#include "train/observations/code_map.h"

namespace lab::ui {

/// Which part of the plane of codes a map shows, and where on the screen. Both axes have the same scale, because
/// distances count; y points up.
struct MapFrame {
  ImVec2 from, to;     ///< the rectangle on the screen, in pixels
  ImVec2 centre;       ///< what of the plane lies in its middle
  float scale = 1.0F;  ///< pixels a unit

  [[nodiscard]] ImVec2 to_screen(ImVec2 place) const {
    return {(from.x + to.x) / 2 + (place.x - centre.x) * scale, (from.y + to.y) / 2 - (place.y - centre.y) * scale};
  }
  [[nodiscard]] ImVec2 to_plane(ImVec2 pixel) const {
    return {centre.x + (pixel.x - (from.x + to.x) / 2) / scale, centre.y - (pixel.y - (from.y + to.y) / 2) / scale};
  }
};

/// Where a code lies in the plane.
[[nodiscard]] inline ImVec2 place_of(const CodePlane& plane, const std::vector<float>& code) {
  const auto [x, y] = plane.project(code);
  return {x, y};
}

}  // namespace lab::ui
