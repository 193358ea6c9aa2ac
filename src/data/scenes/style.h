#pragma once

#include <span>
#include <string_view>

namespace lab {

/// How colour pictures are drawn. Lengths are in pixels of the final 32 x 32 picture, angles in degrees, everything
/// else is a share from 0 to 1 unless it says otherwise.
struct SceneStyle {
  float size = 11.0F;         ///< mean distance from a thing's middle to its edge, in pixels
  float size_spread = 2.4F;   ///< it varies evenly by this much in both directions
  float shift = 5.0F;         ///< how far the middle lies from the picture's, at most, in each direction
  float rotation = 12.0F;     ///< of things that stand upright, at most in each direction; round ones turn freely
  float stretch = 0.20F;      ///< how much wider or narrower than usual a thing may be
  float proportions = 1.0F;   ///< how much the parts of a thing vary in size; 1 as in the things' own figures
  float odd_colours = 0.45F;  ///< how often a part has any colour instead of its usual one
  float outlines = 0.35F;     ///< how often things are drawn with an outline
  float texture = 0.5F;       ///< how often the background has stripes, checks or clouds
  float clutter = 1.2F;       ///< mean number of meaningless shapes behind the thing
  float overlap = 0.35F;      ///< how often something in front hides a part of it
  float light = 0.35F;        ///< how much brightness changes across the picture, and from one picture to another
  float grain = 0.02F;        ///< standard deviation of the pixels' noise
};

/// One style parameter as the command line shows it.
struct SceneStyleField {
  std::string_view name;   ///< identifier: "size_spread"
  std::string_view title;  ///< for people: "Size, variation (pixels)"
  float SceneStyle::*member;
  float low;
  float high;
};

/// Every field of SceneStyle, with the range in which things can be told apart.
[[nodiscard]] std::span<const SceneStyleField> scene_style_fields();

}  // namespace lab
