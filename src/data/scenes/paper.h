#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/random.h"

// The scene generator draws the same bytes on every machine and in WebAssembly, by the means that data/digits/sketch.h
// names: no fused multiply-adds, no functions of a math library, no inline functions shared with the rest of the
// program.
namespace lab::scenes {

/// A place, in pixels of the picture from its top left, or in a thing's own units.
struct Point {
  float x = 0.0F;
  float y = 0.0F;
};

/// Red, green and blue, 0 to 1.
struct Colour {
  float r = 0.0F;
  float g = 0.0F;
  float b = 0.0F;
};

/// x' = xx x + xy y + at.x, y' = yx x + yy y + at.y.
struct Affine {
  float xx = 1.0F;
  float xy = 0.0F;
  float yx = 0.0F;
  float yy = 1.0F;
  Point at;
};

/// A colour that is brighter towards the light.
struct Paint {
  Colour colour;
  Point light;           ///< change of brightness per pixel, relative
  Point middle;          ///< where the colour is as given
  float opacity = 1.0F;  ///< 0 to 1
};

/// The picture while it is painted. A shape is the union of ellipses and convex polygons, which are added first and
/// then painted together.
class Paper {
 public:
  static constexpr int kSide = 32;
  static constexpr int kStride = kSide + 8;  ///< rows have room for whole runs of pixels
  static constexpr std::size_t kPlane = std::size_t{kSide} * kStride;
  using Plane = std::array<float, kPlane>;
  /// Where row `y`, column `x` lies in a plane.
  [[nodiscard]] static std::size_t at(int y, int x) {
    return static_cast<std::size_t>(y) * kStride + static_cast<std::size_t>(x);
  }

  Paper();

  /// The disc of radius 1 around (0, 0), under `map`.
  void add_ellipse(const Affine& map);
  /// The upper half (y < `cut`) of that disc.
  void add_dome(const Affine& map, float cut);
  /// 3 to kMostCorners corners of a convex polygon, in either direction.
  void add_polygon(std::span<const Point> corners);
  static constexpr std::size_t kMostCorners = 8;

  /// Paints what has been added, made wider by `grow` pixels on all sides, with edges as soft as a pixel. What has been
  /// added stays, so that an outline can be painted before its inside.
  void paint(const Paint& paint, float grow = 0.0F);
  /// Forgets what has been added.
  void clear_shape();

  /// Red, green or blue of all pixels, rows of kStride.
  [[nodiscard]] Plane& plane(std::size_t channel) { return planes_[channel]; }

  /// The picture as bytes, channel last, with noise of the standard deviation `grain`, the same in all channels of a
  /// pixel.
  void develop(float grain, RandomKey noise, std::span<std::uint8_t, 3072> picture) const;

 private:
  struct Box {
    int left = kSide;
    int top = kSide;
    int right = 0;
    int bottom = 0;
  };

  Box box_around(float left, float top, float right, float bottom);

  std::array<Plane, 3> planes_;
  Plane depth_;  // how far inside the shape a pixel's middle lies, in pixels; outside it is negative
  Box box_;      // outside it the depth is that of no shape
};

}  // namespace lab::scenes
