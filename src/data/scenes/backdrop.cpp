#include "data/scenes/backdrop.h"

#include <array>
#include <cstddef>

#include "data/digits/sketch.h"

namespace lab::scenes {
namespace {

constexpr int kSide = Paper::kSide;
constexpr auto kPixels = static_cast<float>(kSide);

Colour mix(const Colour& a, const Colour& b, float t) {
  return {a.r + t * (b.r - a.r), a.g + t * (b.g - a.g), a.b + t * (b.b - a.b)};
}

/// Sets every pixel to a colour between two, by the weights that weight(row) fills in.
template <class Weight>
void cover(Paper& paper, const Colour& from, const Colour& to, Weight&& weight) {
  std::array<float, kSide> t;
  for (int j = 0; j < kSide; ++j) {
    weight(j, t);
    float* const r = paper.plane(0).data() + Paper::at(j, 0);
    float* const g = paper.plane(1).data() + Paper::at(j, 0);
    float* const b = paper.plane(2).data() + Paper::at(j, 0);
    for (std::size_t i = 0; i < kSide; ++i) {
      r[i] = from.r + t[i] * (to.r - from.r);
      g[i] = from.g + t[i] * (to.g - from.g);
      b[i] = from.b + t[i] * (to.b - from.b);
    }
  }
}

using Row = std::array<float, kSide>;

// From one colour to another, from top to bottom or slanting.
void gradient(Brush& brush, Paper& paper, const Colour& from, const Colour& to) {
  const float x = brush.between(-0.5F, 0.5F);
  cover(paper, from, to, [x](int j, Row& t) {
    const float y = static_cast<float>(j) / kPixels - x * 0.5F;
    for (std::size_t i = 0; i < kSide; ++i) t[i] = y * 0.8F + 0.1F + x * static_cast<float>(i) / kPixels;
  });
}

// Soft stripes in any direction; crossed, they are checks.
void stripes(Brush& brush, Paper& paper, const Colour& from, const Colour& to) {
  float s = 0.0F;
  float c = 0.0F;
  digits::sin_cos_turns(brush.between(0.0F, 1.0F), s, c);
  const float per_pixel = 1.0F / brush.between(4.0F, 12.0F);
  const float start = brush.between(0.0F, 1.0F) + 64.0F;
  const bool crossed = brush.chance(0.4F);
  const auto wave = [](float turns) {  // 0 to 1, with edges half as long as the stripes
    const float part = turns - static_cast<float>(static_cast<int>(turns));
    const float up = part < 0.5F ? part : 1.0F - part;
    const float steep = up * 4.0F - 0.5F;
    return steep < 0.0F ? 0.0F : (steep > 1.0F ? 1.0F : steep);
  };
  cover(paper, from, to, [&](int j, Row& t) {
    const auto y = static_cast<float>(j);
    for (std::size_t i = 0; i < kSide; ++i) {
      const auto x = static_cast<float>(i);
      const float a = wave(start + (x * c + y * s) * per_pixel);
      const float b = crossed ? wave(start + (y * c - x * s) * per_pixel) : 0.0F;
      t[i] = a + b - 2.0F * a * b;
    }
  });
}

// Smooth random patches, as of clouds, leaves or water: numbers at the crossings of a grid, and between them.
void clouds(Brush& brush, Paper& paper, const Colour& from, const Colour& to) {
  constexpr int kMost = 9;
  const int cells = 3 + brush.below(kMost - 3);
  const float scale = static_cast<float>(cells - 1) / kPixels * 0.999F;
  std::array<std::array<float, kSide>, kMost> rows;
  const auto ease = [](float t) { return t * t * (3.0F - 2.0F * t); };
  for (int k = 0; k < cells; ++k) {
    std::array<float, kMost> numbers{};
    for (int i = 0; i < cells; ++i) numbers[static_cast<std::size_t>(i)] = brush.between(-0.1F, 1.1F);
    for (int i = 0; i < kSide; ++i) {
      const float x = static_cast<float>(i) * scale;
      const auto cell = static_cast<std::size_t>(x);
      const float t = ease(x - static_cast<float>(cell));
      rows[static_cast<std::size_t>(k)][static_cast<std::size_t>(i)] =
          numbers[cell] + t * (numbers[cell + 1] - numbers[cell]);
    }
  }
  cover(paper, from, to, [&](int j, Row& t) {
    const float y = static_cast<float>(j) * scale;
    const auto cell = static_cast<std::size_t>(y);
    const float part = ease(y - static_cast<float>(cell));
    const Row& above = rows[cell];
    const Row& below = rows[cell + 1];
    for (std::size_t i = 0; i < kSide; ++i) t[i] = above[i] + part * (below[i] - above[i]);
  });
}

// What is behind a thing without meaning anything: a blob, a box or a wedge.
void draw_blob(Brush& brush, const Point& middle, float size) {
  const int kind = brush.below(3);
  const float a = size * brush.between(0.6F, 1.2F);
  const float b = size * brush.between(0.4F, 1.0F);
  float s = 0.0F;
  float c = 0.0F;
  digits::sin_cos_turns(brush.between(0.0F, 1.0F), s, c);
  brush.place({a * c, -b * s, a * s, b * c, middle});
  if (kind == 0) {
    brush.ellipse({}, 1.0F, 1.0F);
  } else if (kind == 1) {
    brush.rectangle(-0.9F, -0.9F, 0.9F, 0.9F);
  } else {
    brush.polygon({{-1.0F, 0.8F}, {0.0F, -1.0F}, {1.0F, 0.8F}});
  }
}

}  // namespace

void draw_backdrop(Brush& brush, Paper& paper) {
  constexpr Colour kHeavens[] = {
      {0.55F, 0.78F, 0.97F}, {0.10F, 0.12F, 0.30F}, {0.97F, 0.70F, 0.50F}, {0.85F, 0.88F, 0.90F}};
  constexpr Colour kGrounds[] = {
      {0.35F, 0.62F, 0.25F}, {0.20F, 0.40F, 0.65F}, {0.82F, 0.72F, 0.48F}, {0.45F, 0.42F, 0.40F}};
  const auto pick = [&brush](const Colour(&colours)[4]) {
    return brush.chance(0.5F) ? brush.shade(colours[brush.below(4)]) : brush.any_colour();
  };
  const Colour from = pick(kHeavens);
  // Two shades of the same or two colours, never so far apart that a thing would be lost in them.
  const Colour other = pick(kGrounds);
  const Colour to = mix(from, other, brush.between(0.15F, 0.55F));
  if (brush.chance(brush.style().texture)) {
    if (brush.chance(0.5F)) {
      stripes(brush, paper, from, to);
    } else {
      clouds(brush, paper, from, to);
    }
  } else {
    gradient(brush, paper, from, to);
  }
  brush.set_outline(0.0F, {});
  if (brush.chance(0.5F)) {  // ground, with a level or a hilly edge
    const float horizon = brush.between(17.0F, 29.0F);
    const float slope = brush.between(-3.0F, 3.0F);
    brush.place({1.0F, 0.0F, 0.0F, 1.0F, {}});
    if (brush.chance(0.6F)) {
      brush.polygon({{-4.0F, horizon - slope}, {36.0F, horizon + slope}, {36.0F, 40.0F}, {-4.0F, 40.0F}});
    } else {
      brush.ellipse({brush.between(0.0F, 32.0F), horizon + 14.0F}, 30.0F, 14.0F);
    }
    brush.fill(other);
  }
  const float wanted = brush.style().clutter * 2.0F * brush.between(0.0F, 1.0F);
  for (int i = 0; static_cast<float>(i) + 0.5F < wanted; ++i) {
    const float x = brush.between(0.0F, 32.0F);
    const float y = brush.between(0.0F, 32.0F);
    draw_blob(brush, {x, y}, brush.between(2.0F, 6.5F));
    const float opacity = brush.between(0.5F, 1.0F);
    brush.fill(brush.chance(0.5F) ? brush.any_colour() : mix(to, other, 0.5F), opacity);
  }
  brush.set_behind(mix(from, to, 0.5F));
}

void draw_front(Brush& brush) {
  if (!brush.chance(brush.style().overlap)) return;
  brush.set_outline(0.0F, {});
  if (brush.chance(0.3F)) {  // grass along the bottom
    brush.place({1.0F, 0.0F, 0.0F, 1.0F, {}});
    const float top = brush.between(24.0F, 28.0F);
    for (int i = 0; i < 8; ++i) {
      const float x = static_cast<float>(i) * 4.0F + brush.between(0.0F, 3.0F);
      brush.polygon(
          {{x - 1.0F, 33.0F}, {x + brush.between(-1.5F, 1.5F), top + brush.between(-1.5F, 2.0F)}, {x + 1.0F, 33.0F}});
    }
    brush.fill(brush.chance(0.5F) ? brush.shade({0.30F, 0.55F, 0.20F}) : brush.any_colour());
    return;
  }
  // Somewhere around the middle, where it hides an edge of the thing and not its heart.
  float s = 0.0F;
  float c = 0.0F;
  digits::sin_cos_turns(brush.between(0.0F, 1.0F), s, c);
  const float away = brush.between(8.0F, 12.0F);
  draw_blob(brush, {16.0F + away * c, 16.0F + away * s}, brush.between(2.0F, 4.5F));
  brush.fill(brush.any_colour());
}

void draw_light(Brush& brush, Paper& paper) {
  const float range = brush.style().light;
  const float most = 1.0F + 0.3F * range;
  const float bright = most - brush.between(0.0F, 1.3F * range);
  const float slope_x = brush.between(-range, range) / kPixels;
  const float slope_y = brush.between(-range, range) / kPixels;
  const float warm = brush.between(-0.3F, 0.3F) * range;
  const std::array<float, 3> tint = {bright * (1.0F + warm), bright, bright * (1.0F - warm)};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (int j = 0; j < kSide; ++j) {
      const float y = 1.0F + (static_cast<float>(j) - 15.5F) * slope_y;
      float* const row = paper.plane(channel).data() + Paper::at(j, 0);
      for (std::size_t i = 0; i < kSide; ++i) {
        row[i] *= tint[channel] * (y + (static_cast<float>(i) - 15.5F) * slope_x);
      }
    }
  }
}

}  // namespace lab::scenes
