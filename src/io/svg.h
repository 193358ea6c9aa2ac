#pragma once

#include <string>

#include "io/drawing.h"

namespace lab {

/// The drawing as an SVG 1.1 file. Text is outlines, because it would have other widths wherever the typeface is not
/// installed; its words stand beside them as labels. Images are PNG data.
[[nodiscard]] std::string to_svg(const Drawing& drawing);

}  // namespace lab
