#pragma once

#include "io/canvas.h"

/// The colours and the type size that figures and plots share.
namespace lab::figure_style {

inline constexpr Rgb kPaper{255, 255, 255};
inline constexpr Rgb kInk{40, 44, 52};
inline constexpr Rgb kGrid{225, 228, 233};
inline constexpr int kTextScale = 2;
inline constexpr int kTextHeight = 8 * kTextScale;

}  // namespace lab::figure_style
