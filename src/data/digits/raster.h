#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "data/digits/sketch.h"

namespace lab::digits {

/// A pen's track: points with the pen's radius there. Consecutive points are joined unless a stroke ends between them.
struct Track {
  static constexpr std::size_t kMaxPoints = 512;

  struct Dot {
    float x = 0.0F;
    float y = 0.0F;
    float radius = 0.0F;
    bool starts_stroke = false;
  };

  std::array<Dot, kMaxPoints> dots;
  std::size_t size = 0;
};

inline constexpr int kDigitSide = 28;
inline constexpr int kDigitBox = 20;

/// Scales the track's centre line so that the ink fits a 20 x 20 box, keeping its proportions and the radii (which are
/// pixels already), with the ink's left and top edge on a pixel's edge: as MNIST's digits were cut out.
void fit_to_box(Track& track);

/// Draws the fitted track with edges that ramp from white to black over `softness` pixels (cut off at the box), and
/// moves it by whole pixels so that its centre of mass lies at the middle of the 28 x 28 image.
void draw_track(const Track& track, float softness, std::span<std::uint8_t, 784> image);

}  // namespace lab::digits
