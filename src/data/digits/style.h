#pragma once

#include <span>
#include <string_view>

namespace lab {

/// How digits are written. "Spread" is a standard deviation; every number drawn stays within three of them. Lengths are
/// in pixels of the final 28 x 28 image (pen_width, softness) or in heights of the digit (everything else).
struct DigitStyle {
  float pen_width = 2.65F;     ///< mean width of a stroke, in pixels
  float pen_spread = 0.22F;    ///< of the width from digit to digit, relative
  float pressure = 0.20F;      ///< spread of the width along a stroke, relative
  float softness = 1.15F;      ///< width of the ramp from white to black at a stroke's edge, in pixels
  float slant = 0.14F;         ///< mean lean to the right: sideways shift of the top against the bottom
  float slant_spread = 0.26F;  ///< of the lean
  float rotation = 8.0F;       ///< spread, in degrees
  float width = 1.30F;         ///< mean width against the skeletons'
  float aspect = 0.19F;        ///< spread of the width, relative
  float proportions = 1.3F;    ///< how much the parts of a digit vary in size; 1 as in the skeletons' own figures
  float jitter = 0.032F;       ///< spread of each point of a skeleton
  float bend = 0.060F;         ///< amplitude of smooth elastic bending
  float wobble = 0.008F;       ///< amplitude of a trembling hand
  float variety = 1.0F;  ///< 0: everyone writes a digit the commonest way; 1: as often as real people; more: rarer ways
};

/// One style parameter as menus and the command line show it.
struct DigitStyleField {
  std::string_view name;   ///< identifier: "pen_width"
  std::string_view title;  ///< for people: "Pen width (pixels)"
  float DigitStyle::*member;
  float low;
  float high;
};

/// Every field of DigitStyle, with the range in which digits stay readable.
[[nodiscard]] std::span<const DigitStyleField> digit_style_fields();

}  // namespace lab
