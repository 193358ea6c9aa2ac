#include "data/scenes/brush.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "data/digits/sketch.h"

namespace lab::scenes {
namespace {

float clamp01(float v) { return v < 0.0F ? 0.0F : (v > 1.0F ? 1.0F : v); }

// A colour of the circle: `hue` in turns, 0 red, 1/3 green.
Colour of_hue(float hue, float saturation, float value) {
  const auto channel = [&](float offset) {
    float turns = hue + offset;
    turns -= static_cast<float>(static_cast<int>(turns));
    const float ramp = turns * 6.0F;
    const float away = ramp < 3.0F ? ramp : 6.0F - ramp;  // 0 at the channel's own hue, 3 opposite
    return value * (1.0F - saturation * clamp01(away - 1.0F));
  };
  return {channel(0.0F), channel(2.0F / 3.0F), channel(1.0F / 3.0F)};
}

float distance2(const Colour& a, const Colour& b) {
  const float r = a.r - b.r;
  const float g = a.g - b.g;
  const float c = a.b - b.b;
  return r * r + g * g + c * c;
}

}  // namespace

float Brush::vary(float mean, float spread) {
  return mean + spread * style_.proportions * (2.0F * random_.uniform() - 1.0F);
}

Point Brush::pixel(const Point& p) const {
  return {map_.xx * p.x + map_.xy * p.y + map_.at.x, map_.yx * p.x + map_.yy * p.y + map_.at.y};
}

Colour Brush::any_colour() {
  const float hue = random_.uniform();
  const float saturation = between(0.15F, 1.0F);
  const float value = between(0.25F, 1.0F);
  return of_hue(hue, saturation, value);
}

Colour Brush::shade(const Colour& usual) {
  const float brightness = between(0.82F, 1.1F);
  const float r = between(-0.07F, 0.07F);
  const float g = between(-0.07F, 0.07F);
  const float b = between(-0.07F, 0.07F);
  return {clamp01(usual.r * brightness + r), clamp01(usual.g * brightness + g), clamp01(usual.b * brightness + b)};
}

Colour Brush::colour(const Colour& usual) {
  constexpr float kTooAlike = 0.30F * 0.30F;
  Colour drawn = chance(style_.odd_colours) ? any_colour() : shade(usual);
  for (int i = 0; i < 3 && distance2(drawn, behind_) < kTooAlike; ++i) drawn = any_colour();
  return drawn;
}

Colour Brush::one_of(std::initializer_list<Colour> colours) {
  return colours.begin()[below(static_cast<int>(colours.size()))];
}

void Brush::set_outline(float width, const Colour& colour) {
  outline_ = width;
  outline_colour_ = colour;
}

void Brush::ellipse(const Point& middle, float rx, float ry, float turns) {
  float s = 0.0F;
  float c = 0.0F;
  digits::sin_cos_turns(turns, s, c);
  const float xx = c * rx;
  const float xy = -s * ry;
  const float yx = s * rx;
  const float yy = c * ry;
  paper_.add_ellipse({map_.xx * xx + map_.xy * yx, map_.xx * xy + map_.xy * yy, map_.yx * xx + map_.yy * yx,
                      map_.yx * xy + map_.yy * yy, pixel(middle)});
}

void Brush::dome(const Point& middle, float rx, float ry) {
  paper_.add_dome({map_.xx * rx, map_.xy * ry, map_.yx * rx, map_.yy * ry, pixel(middle)}, 0.0F);
}

void Brush::polygon(std::span<const Point> corners) {
  std::array<Point, Paper::kMostCorners> pixels{};
  const std::size_t n = std::min(corners.size(), pixels.size());
  for (std::size_t i = 0; i < n; ++i) pixels[i] = pixel(corners[i]);
  paper_.add_polygon(std::span(pixels).first(n));
}

void Brush::rectangle(float left, float top, float right, float bottom) {
  polygon({{left, top}, {right, top}, {right, bottom}, {left, bottom}});
}

void Brush::line(const Point& from, const Point& to, float width) {
  const float dx = to.x - from.x;
  const float dy = to.y - from.y;
  const float length = std::sqrt(dx * dx + dy * dy) + 1e-6F;
  const float x = -dy * (0.5F * width / length);
  const float y = dx * (0.5F * width / length);
  polygon({{from.x + x, from.y + y}, {to.x + x, to.y + y}, {to.x - x, to.y - y}, {from.x - x, from.y - y}});
}

void Brush::fill(const Colour& colour, float opacity) {
  if (outline_ > 0.0F) {
    paper_.paint({.colour = outline_colour_, .light = {}, .middle = {}, .opacity = opacity}, outline_);
  }
  paper_.paint({.colour = colour, .light = light_, .middle = map_.at, .opacity = opacity});
  paper_.clear_shape();
}

}  // namespace lab::scenes
