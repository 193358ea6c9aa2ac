#include "data/scenes/paper.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lab::scenes {
namespace {

constexpr int kRun = 8;
constexpr float kNowhere = -1e9F;
constexpr float kCentre = 0.5F;  // of a pixel
/// How far outside its edge a shape leaves traces: half a soft edge and an outline.
constexpr float kReach = 2.5F;

float smaller(float a, float b) { return a < b ? a : b; }
float larger(float a, float b) { return a > b ? a : b; }
float within(float v, float low, float high) { return smaller(larger(v, low), high); }

struct Inverse {
  float xx;
  float xy;
  float yx;
  float yy;
};

Inverse inverse(const Affine& map) {
  const float det = map.xx * map.yy - map.xy * map.yx;
  const float size = det < 0.0F ? -det : det;
  const float scale = 1.0F / (size > 1e-6F ? det : 1e-6F);
  return {map.yy * scale, -map.xy * scale, -map.yx * scale, map.xx * scale};
}

}  // namespace

Paper::Paper() { depth_.fill(kNowhere); }

Paper::Box Paper::box_around(float left, float top, float right, float bottom) {
  constexpr auto kMost = static_cast<float>(kSide);
  const Box box{static_cast<int>(within(left - kReach, 0.0F, kMost)),
                static_cast<int>(within(top - kReach, 0.0F, kMost)),
                static_cast<int>(within(right + kReach + 1.0F, 0.0F, kMost)),
                static_cast<int>(within(bottom + kReach + 1.0F, 0.0F, kMost))};
  box_ = {std::min(box_.left, box.left), std::min(box_.top, box.top), std::max(box_.right, box.right),
          std::max(box_.bottom, box.bottom)};
  return box;
}

void Paper::add_ellipse(const Affine& map) { add_dome(map, 2.0F); }

void Paper::add_dome(const Affine& map, float cut) {
  const Inverse in = inverse(map);
  const float half_x = std::sqrt(map.xx * map.xx + map.xy * map.xy);
  const float half_y = std::sqrt(map.yx * map.yx + map.yy * map.yy);
  // The cut's distance in pixels: the second row of the inverse is its normal.
  const float cut_scale = 1.0F / larger(std::sqrt(in.yx * in.yx + in.yy * in.yy), 1e-6F);
  const Box box = box_around(map.at.x - half_x, map.at.y - half_y, map.at.x + half_x, map.at.y + half_y);
  for (int j = box.top; j < box.bottom; ++j) {
    const float py = static_cast<float>(j) + kCentre - map.at.y;
    for (int first = box.left; first < box.right; first += kRun) {
      float* const depth = depth_.data() + at(j, first);
      const float px0 = static_cast<float>(first) + kCentre - map.at.x;
      for (int i = 0; i < kRun; ++i) {
        const float px = px0 + static_cast<float>(i);
        const float qx = in.xx * px + in.xy * py;
        const float qy = in.yx * px + in.yy * py;
        // The distance to the edge, to first order: the function 1 - |q|^2 over the length of its gradient.
        const float gx = in.xx * qx + in.yx * qy;
        const float gy = in.xy * qx + in.yy * qy;
        const float slope = 2.0F * std::sqrt(gx * gx + gy * gy) + 1e-6F;
        const float inside = (1.0F - (qx * qx + qy * qy)) / slope;
        const float above = (cut - qy) * cut_scale;
        const float here = inside < above ? inside : above;
        depth[i] = depth[i] > here ? depth[i] : here;
      }
    }
  }
}

void Paper::add_polygon(std::span<const Point> corners) {
  assert(corners.size() >= 3 && corners.size() <= kMostCorners);
  const std::size_t n = std::min(corners.size(), kMostCorners);
  float left = corners[0].x;
  float right = left;
  float top = corners[0].y;
  float bottom = top;
  float area = 0.0F;
  for (std::size_t i = 0; i < n; ++i) {
    const Point& a = corners[i];
    const Point& b = corners[(i + 1) % n];
    area += a.x * b.y - a.y * b.x;
    left = smaller(left, a.x);
    right = larger(right, a.x);
    top = smaller(top, a.y);
    bottom = larger(bottom, a.y);
  }
  // Inside is where all edges have the same side: the distance to edge i is nx x + ny y + c.
  struct Edge {
    float nx;
    float ny;
    float c;
  };
  std::array<Edge, kMostCorners> edges{};
  const float turn = area < 0.0F ? -1.0F : 1.0F;
  for (std::size_t i = 0; i < n; ++i) {
    const Point& a = corners[i];
    const Point& b = corners[(i + 1) % n];
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float scale = turn / larger(std::sqrt(dx * dx + dy * dy), 1e-6F);
    edges[i] = {-dy * scale, dx * scale, (dy * a.x - dx * a.y) * scale};
  }
  const Box box = box_around(left, top, right, bottom);
  for (int j = box.top; j < box.bottom; ++j) {
    const float py = static_cast<float>(j) + kCentre;
    for (int first = box.left; first < box.right; first += kRun) {
      float* const depth = depth_.data() + at(j, first);
      const float px0 = static_cast<float>(first) + kCentre;
      std::array<float, kRun> inside;
      inside.fill(1e9F);
      for (std::size_t e = 0; e < n; ++e) {
        const float offset = edges[e].ny * py + edges[e].c;
        const float nx = edges[e].nx;
        for (int i = 0; i < kRun; ++i) {
          const float here = nx * (px0 + static_cast<float>(i)) + offset;
          float& least = inside[static_cast<std::size_t>(i)];
          least = least < here ? least : here;
        }
      }
      for (int i = 0; i < kRun; ++i) {
        const float here = inside[static_cast<std::size_t>(i)];
        depth[i] = depth[i] > here ? depth[i] : here;
      }
    }
  }
}

void Paper::paint(const Paint& paint, float grow) {
  for (int j = box_.top; j < box_.bottom; ++j) {
    const float shade_y = 1.0F + (static_cast<float>(j) + kCentre - paint.middle.y) * paint.light.y;
    for (int first = box_.left; first < box_.right; first += kRun) {
      const std::size_t begin = at(j, first);
      const float* const depth = depth_.data() + begin;
      float* const r = planes_[0].data() + begin;
      float* const g = planes_[1].data() + begin;
      float* const b = planes_[2].data() + begin;
      const float px0 = static_cast<float>(first) + kCentre - paint.middle.x;
      for (int i = 0; i < kRun; ++i) {
        const float cover = depth[i] + grow + 0.5F;
        const float low = cover > 0.0F ? cover : 0.0F;
        const float alpha = (low < 1.0F ? low : 1.0F) * paint.opacity;
        const float shade = shade_y + (px0 + static_cast<float>(i)) * paint.light.x;
        r[i] += alpha * (paint.colour.r * shade - r[i]);
        g[i] += alpha * (paint.colour.g * shade - g[i]);
        b[i] += alpha * (paint.colour.b * shade - b[i]);
      }
    }
  }
}

void Paper::clear_shape() {
  for (int j = box_.top; j < box_.bottom; ++j) {
    // Whole runs are written, so whole runs are cleared.
    std::fill_n(depth_.data() + at(j, box_.left), box_.right - box_.left + kRun - 1, kNowhere);
  }
  box_ = {};
}

void Paper::develop(float grain, RandomKey noise, std::span<std::uint8_t, 3072> picture) const {
  // Four bytes' sum is nearly normal; their variance is (256^2 - 1) / 12 each.
  constexpr float kDeviation = 147.8F;
  const float scale = 255.0F * grain / kDeviation;
  std::array<float, kSide> grey;
  for (int j = 0; j < kSide; ++j) {
    for (int i = 0; i < kSide; ++i) {
      const std::uint32_t bits = random_bits(noise, static_cast<std::uint32_t>(j * kSide + i));
      const auto sum =
          static_cast<std::int32_t>((bits & 255U) + (bits >> 8 & 255U) + (bits >> 16 & 255U) + (bits >> 24));
      // Rounded to the nearest level.
      grey[static_cast<std::size_t>(i)] = static_cast<float>(sum - 510) * scale + 0.5F;
    }
    std::uint8_t* const row = picture.data() + static_cast<std::size_t>(j) * kSide * 3;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const float* const from = planes_[channel].data() + at(j, 0);
      for (std::size_t i = 0; i < kSide; ++i) {
        const float level = within(from[i] * 255.0F + grey[i], 0.0F, 255.0F);
        row[3 * i + channel] = static_cast<std::uint8_t>(static_cast<int>(level));
      }
    }
  }
}

}  // namespace lab::scenes
