#pragma once

#include <imgui.h>

#include <string>

#include "ui/theme.h"

namespace lab::platform {

/// A part of a frame that ImGui has put together, as an SVG file in CSS pixels.
struct CardDrawing {
  const ImDrawData& data;  ///< drawn without anti-aliasing, which would be triangles of its own
  ImVec2 from, to;         ///< the part, in device pixels
  const ui::Theme& theme;  ///< that of the frame
  ImU32 background;
  std::string title;  ///< for those who cannot see it
};

/// Lines are strokes, text is text, and images are PNG data, which are read back from the graphics: main thread only,
/// with the page's WebGL 2 context current.
[[nodiscard]] std::string to_svg(const CardDrawing& drawing);

}  // namespace lab::platform
