#pragma once

#include <cstdint>
#include <vector>

#include "data/photo/ink.h"

namespace lab::photo {

/// The digit as MNIST's are: its longer side 20 pixels, proportions kept, strokes not thinner than a pen's at that size
/// (lines of a ballpoint are thickened), white on black with soft edges, and moved by whole pixels so that the centre
/// of mass lies in the middle of 28 x 28 pixels. `digit` was found in `strength`.
[[nodiscard]] std::vector<std::uint8_t> place_digit(const Picture& strength, const Digit& digit);

/// How thick its strokes are, in pixels of the picture: area over half of the outline.
[[nodiscard]] float stroke_width(const std::vector<std::uint8_t>& mask, int width, int height);

}  // namespace lab::photo
