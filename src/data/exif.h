#pragma once

#include <cstdint>
#include <span>

#include "data/png.h"

namespace lab {

/// How the camera was held, from a JPEG file's EXIF entry: 1 (upright, also when the file does not say) to 8. Never
/// reads beyond the bytes, whatever they are. Source: CIPA DC-008 (Exif 2.32), sections 4.5.4 and 4.6.4, tag 0x0112.
[[nodiscard]] int exif_orientation(std::span<const std::uint8_t> bytes);

/// Turns and mirrors a picture that was stored with `orientation` (1 to 8), so that its top is at the top.
[[nodiscard]] Picture upright(Picture picture, int orientation);

}  // namespace lab
