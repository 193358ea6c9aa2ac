#include "data/digits/raster.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lab::digits {
namespace {

// The box, with room to its right for whole runs of pixels.
constexpr int kRows = kDigitBox;
constexpr int kRun = 8;
constexpr int kStride = kRows + kRun;
constexpr std::size_t kCanvas = std::size_t{kRows} * kStride;
constexpr std::size_t kInk = std::size_t{kRows} * kRows;

// Where row `y`, column `x` lies in rows of `stride`.
std::size_t at(int y, int x, int stride) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(stride) + static_cast<std::size_t>(x);
}

// Rounds down; for the small numbers here.
int floor_int(float v) {
  const int i = static_cast<int>(v);
  return v < static_cast<float>(i) ? i - 1 : i;
}

// Depth below the surface of the ink: how far inside (positive) or outside (negative) a stroke a pixel's centre lies.
struct Canvas {
  std::array<float, kCanvas> depth;
};

// Raises the depth to that of one piece of stroke, whose radius changes evenly from one end to the other.
void add_piece(Canvas& canvas, const Track::Dot& a, const Track::Dot& b, float reach) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length2 = dx * dx + dy * dy;
  const float scale = length2 > 1e-12F ? 1.0F / length2 : 0.0F;
  const float dr = b.radius - a.radius;
  const float far = std::max(a.radius, b.radius) + reach;
  constexpr float kCentre = 0.5F;  // of a pixel
  const int left = std::clamp(floor_int(std::min(a.x, b.x) - far - kCentre), 0, kRows - 1);
  const int right = std::clamp(floor_int(std::max(a.x, b.x) + far - kCentre) + 1, 0, kRows);
  const int top = std::clamp(floor_int(std::min(a.y, b.y) - far - kCentre), 0, kRows - 1);
  const int bottom = std::clamp(floor_int(std::max(a.y, b.y) + far - kCentre) + 1, 0, kRows);
  for (int j = top; j < bottom; ++j) {
    const float py = static_cast<float>(j) + kCentre - a.y;
    const float along_y = py * dy * scale;
    for (int first = left; first < right; first += kRun) {
      float* const depth = canvas.depth.data() + at(j, first, kStride);
      const float px0 = static_cast<float>(first) + kCentre - a.x;
      for (int i = 0; i < kRun; ++i) {
        const float px = px0 + static_cast<float>(i);
        float t = px * dx * scale + along_y;
        t = t > 0.0F ? t : 0.0F;
        t = t < 1.0F ? t : 1.0F;
        const float ex = px - t * dx;
        const float ey = py - t * dy;
        const float here = (a.radius + t * dr) - std::sqrt(ex * ex + ey * ey);
        depth[i] = depth[i] > here ? depth[i] : here;
      }
    }
  }
}

}  // namespace

void fit_to_box(Track& track) {
  if (track.size == 0) return;
  // The ink's extent depends on the scale and on the radii at the outermost points, so it is found in a few rounds.
  constexpr auto kSide = static_cast<float>(kDigitBox);
  float scale = kSide;
  for (int round = 0; round < 4; ++round) {
    float low_x = 1e9F;
    float high_x = -1e9F;
    float low_y = 1e9F;
    float high_y = -1e9F;
    for (std::size_t i = 0; i < track.size; ++i) {
      const Track::Dot& d = track.dots[i];
      const float r = d.radius;
      low_x = std::min(low_x, d.x * scale - r);
      high_x = std::max(high_x, d.x * scale + r);
      low_y = std::min(low_y, d.y * scale - r);
      high_y = std::max(high_y, d.y * scale + r);
    }
    const float extent = std::max(high_x - low_x, high_y - low_y);
    if (round == 3) {
      for (std::size_t i = 0; i < track.size; ++i) {
        Track::Dot& d = track.dots[i];
        d.x = d.x * scale - low_x;
        d.y = d.y * scale - low_y;
      }
      return;
    }
    // What the pen's own width takes up does not scale with the digit.
    const float pen = 2.0F * track.dots[0].radius;
    const float line = std::max(extent - pen, 0.1F);
    scale *= std::clamp((kSide - pen) / line, 0.2F, 5.0F);
  }
}

void draw_track(const Track& track, float softness, std::span<std::uint8_t, 784> image) {
  Canvas canvas;
  canvas.depth.fill(-1e9F);
  const float edge = softness * 0.5F;
  for (std::size_t i = 0; i < track.size; ++i) {
    const Track::Dot& dot = track.dots[i];
    const bool alone = dot.starts_stroke && (i + 1 == track.size || track.dots[i + 1].starts_stroke);
    if (dot.starts_stroke && !alone) continue;
    add_piece(canvas, track.dots[alone ? i : i - 1], dot, edge);
  }

  // Grey levels first, then sums in integers: the centre of mass is that of what is seen.
  std::array<std::uint8_t, kInk> ink;
  const float slope = 255.0F / softness;
  std::int64_t mass = 0;
  std::int64_t mass_x = 0;
  std::int64_t mass_y = 0;
  for (int j = 0; j < kRows; ++j) {
    for (int i = 0; i < kRows; ++i) {
      // Rounded to the nearest level, on both sides of the clamp alike.
      const float depth = canvas.depth[at(j, i, kStride)];
      const float grey = std::clamp((depth + edge) * slope + 0.5F, 0.5F, 255.5F);
      const int level = static_cast<int>(grey);
      ink[at(j, i, kRows)] = static_cast<std::uint8_t>(level);
      mass += level;
      mass_x += static_cast<std::int64_t>(level) * i;
      mass_y += static_cast<std::int64_t>(level) * j;
    }
  }
  std::fill(image.begin(), image.end(), std::uint8_t{0});
  if (mass == 0) return;
  // MNIST's centres of mass scatter around pixel 14 (counted from 0), not around 13.5. Rounded to the nearest pixel.
  // (The 128 keeps the dividend positive: integer division rounds towards zero.)
  const auto shift = [mass](std::int64_t moment) {
    return static_cast<int>((2 * (14 * mass - moment) + mass + 256 * mass) / (2 * mass)) - 128;
  };
  const int shift_x = shift(mass_x);
  const int shift_y = shift(mass_y);
  for (int j = 0; j < kRows; ++j) {
    for (int i = 0; i < kRows; ++i) {
      const int x = i + shift_x;
      const int y = j + shift_y;
      if (x < 0 || y < 0 || x >= kDigitSide || y >= kDigitSide) continue;
      image[at(y, x, kDigitSide)] = ink[at(j, i, kRows)];
    }
  }
}

}  // namespace lab::digits
