#pragma once

#include <array>

#include "io/drawing.h"

/// What all figures share: colours, sizes in units of a figure, and type.
namespace lab::figure_style {

inline constexpr Paint kPaper{{255, 255, 255}};
inline constexpr Paint kInk{{32, 36, 44}};
inline constexpr Paint kMuted{{92, 98, 110}};
inline constexpr Paint kAxis{{120, 126, 138}};
inline constexpr Paint kGrid{{228, 231, 236}};

/// Colours that nobody mistakes for each other, whichever receptors they lack (M. Okabe & K. Ito, "Color Universal
/// Design", 2008), without the yellow that white paper swallows.
inline constexpr std::array<Paint, 7> kSeries = {{{{0, 114, 178}},
                                                  {{213, 94, 0}},
                                                  {{0, 158, 115}},
                                                  {{204, 121, 167}},
                                                  {{230, 159, 0}},
                                                  {{86, 180, 233}},
                                                  {{0, 0, 0}}}};

inline constexpr float kWidth = 640.0F;  ///< the text of a page of A4
inline constexpr float kMargin = 16.0F;
inline constexpr float kLineHeight = 18.0F;
inline constexpr float kHair = 0.75F;

inline constexpr TextStyle kTitle{.size = 15.0F, .paint = kInk, .weight = Weight::semibold};
inline constexpr TextStyle kText{.size = 12.5F, .paint = kInk};
inline constexpr TextStyle kSmall{.size = 11.5F, .paint = kMuted};

[[nodiscard]] constexpr TextStyle aligned(TextStyle style, Align align) {
  style.align = align;
  return style;
}

}  // namespace lab::figure_style
