#include "ui/icons.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lab::ui {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

/// Draws in a coordinate system where the icon's square reaches from -1 to 1.
struct Pen {
  ImDrawList& list;
  ImVec2 center;
  float unit;
  float width;
  ImU32 color;

  [[nodiscard]] ImVec2 at(float x, float y) const { return {center.x + x * unit, center.y + y * unit}; }
  void line(float x0, float y0, float x1, float y1) const { list.AddLine(at(x0, y0), at(x1, y1), color, width); }
  void dot(float x, float y, float radius) const { list.AddCircleFilled(at(x, y), radius * unit, color); }
  void box(float x0, float y0, float x1, float y1, float rounding) const {
    list.AddRectFilled(at(x0, y0), at(x1, y1), color, rounding * unit);
  }
  void arc(float radius, float from, float to) const {
    list.PathArcTo(center, radius * unit, from, to);
    list.PathStroke(color, 0, width);
  }
  template <std::size_t N>
  void stroke(const std::array<ImVec2, N>& points) const {
    for (const ImVec2& p : points) list.PathLineTo(at(p.x, p.y));
    list.PathStroke(color, 0, width);
  }
};

/// A circular arrow that ends at angle `tip`; `turn` is 1 for clockwise, -1 for the other way.
void circular_arrow(const Pen& pen, float tip, float turn) {
  pen.arc(0.72F, turn > 0 ? tip - 1.6F * kPi : tip, turn > 0 ? tip : tip + 1.6F * kPi);
  const float x = 0.72F * std::cos(tip);
  const float y = 0.72F * std::sin(tip);
  // The arrow head continues along the tangent.
  const ImVec2 along{-std::sin(tip) * turn, std::cos(tip) * turn};
  const ImVec2 out{std::cos(tip), std::sin(tip)};
  pen.list.AddTriangleFilled(pen.at(x + along.x * 0.5F, y + along.y * 0.5F),
                             pen.at(x + out.x * 0.42F, y + out.y * 0.42F), pen.at(x - out.x * 0.42F, y - out.y * 0.42F),
                             pen.color);
}

void sun(const Pen& pen) {
  pen.dot(0, 0, 0.42F);
  for (int i = 0; i < 8; ++i) {
    const float a = kPi / 4 * static_cast<float>(i);
    pen.line(0.66F * std::cos(a), 0.66F * std::sin(a), 0.95F * std::cos(a), 0.95F * std::sin(a));
  }
}

void moon(const Pen& pen) {
  // The crescent between two circles, as one closed outline.
  pen.list.PathArcTo(pen.at(0, 0), 0.82F * pen.unit, -0.30F * kPi + kPi * 0.13F, 1.52F * kPi - kPi * 0.06F);
  pen.list.PathArcTo(pen.at(0.42F, -0.36F), 0.66F * pen.unit, 1.26F * kPi, 0.42F * kPi);
  pen.list.PathStroke(pen.color, ImDrawFlags_Closed, pen.width);
}

void dice(const Pen& pen) {
  pen.list.AddRect(pen.at(-0.8F, -0.8F), pen.at(0.8F, 0.8F), pen.color, 0.38F * pen.unit, 0, pen.width);
  pen.dot(-0.36F, -0.36F, 0.16F);
  pen.dot(0.36F, 0.36F, 0.16F);
  pen.dot(0, 0, 0.16F);
  pen.dot(0.36F, -0.36F, 0.16F);
  pen.dot(-0.36F, 0.36F, 0.16F);
}

void data(const Pen& pen) {
  for (int row = 0; row < 2; ++row) {
    for (int column = 0; column < 2; ++column) {
      const float x = static_cast<float>(column) * 0.95F - 0.82F;
      const float y = static_cast<float>(row) * 0.95F - 0.82F;
      pen.list.AddRect(pen.at(x, y), pen.at(x + 0.7F, y + 0.7F), pen.color, 0.16F * pen.unit, 0, pen.width);
    }
  }
}

/// An arrow down into a tray.
void save(const Pen& pen) {
  pen.line(0, -0.85F, 0, 0.3F);
  pen.stroke(std::array<ImVec2, 3>{{{-0.44F, -0.12F}, {0, 0.32F}, {0.44F, -0.12F}}});
  pen.stroke(std::array<ImVec2, 4>{{{-0.82F, 0.3F}, {-0.82F, 0.82F}, {0.82F, 0.82F}, {0.82F, 0.3F}}});
}

/// A picture, noisy on its left.
void denoise(const Pen& pen) {
  pen.list.AddRect(pen.at(-0.86F, -0.86F), pen.at(0.86F, 0.86F), pen.color, 0.24F * pen.unit, 0, pen.width);
  pen.line(0.08F, -0.86F, 0.08F, 0.86F);
  for (const ImVec2 p : {ImVec2{-0.54F, -0.46F}, ImVec2{-0.24F, -0.06F}, ImVec2{-0.58F, 0.2F}, ImVec2{-0.28F, 0.52F}})
    pen.dot(p.x, p.y, 0.11F);
}

/// Bars of several lengths.
void code(const Pen& pen) {
  constexpr std::array<float, 4> kLengths = {0.9F, 1.6F, 0.55F, 1.25F};
  for (std::size_t i = 0; i < kLengths.size(); ++i) {
    const float y = -0.78F + 0.47F * static_cast<float>(i);
    pen.box(-0.82F, y, -0.82F + kLengths[i], y + 0.22F, 0.08F);
  }
}

/// Layers that narrow to a waist and widen again.
void network(const Pen& pen) {
  constexpr std::array<float, 5> kHeights = {0.86F, 0.56F, 0.26F, 0.56F, 0.86F};
  for (std::size_t i = 0; i < kHeights.size(); ++i) {
    const float x = -0.8F + 0.4F * static_cast<float>(i);
    pen.box(x - 0.11F, -kHeights[i], x + 0.11F, kHeights[i], 0.08F);
  }
}

/// A curve that falls as the noise rises.
void noise(const Pen& pen) {
  pen.stroke(std::array<ImVec2, 3>{{{-0.84F, -0.86F}, {-0.84F, 0.8F}, {0.86F, 0.8F}}});
  pen.stroke(std::array<ImVec2, 4>{{{-0.5F, -0.6F}, {-0.1F, -0.44F}, {0.24F, 0.1F}, {0.8F, 0.4F}}});
}

void pencil(const Pen& pen) {
  pen.stroke(std::array<ImVec2, 6>{
      {{-0.82F, 0.82F}, {-0.66F, 0.26F}, {0.42F, -0.82F}, {0.82F, -0.42F}, {-0.26F, 0.66F}, {-0.82F, 0.82F}}});
  pen.line(0.16F, -0.56F, 0.56F, -0.16F);
}

void trash(const Pen& pen) {
  pen.line(-0.8F, -0.56F, 0.8F, -0.56F);
  pen.stroke(std::array<ImVec2, 4>{{{-0.28F, -0.56F}, {-0.28F, -0.86F}, {0.28F, -0.86F}, {0.28F, -0.56F}}});
  pen.stroke(std::array<ImVec2, 4>{{{-0.6F, -0.56F}, {-0.5F, 0.86F}, {0.5F, 0.86F}, {0.6F, -0.56F}}});
}

void camera(const Pen& pen) {
  pen.list.AddRect(pen.at(-0.9F, -0.5F), pen.at(0.9F, 0.74F), pen.color, 0.2F * pen.unit, 0, pen.width);
  pen.stroke(std::array<ImVec2, 4>{{{-0.4F, -0.5F}, {-0.22F, -0.78F}, {0.22F, -0.78F}, {0.4F, -0.5F}}});
  pen.list.AddCircle(pen.at(0.0F, 0.12F), 0.34F * pen.unit, pen.color, 0, pen.width);
}

/// Points in a plane.
void map(const Pen& pen) {
  for (const ImVec2 p : {ImVec2{-0.6F, -0.5F}, ImVec2{-0.2F, -0.66F}, ImVec2{-0.5F, 0.0F}, ImVec2{0.4F, 0.62F},
                         ImVec2{0.66F, 0.3F}, ImVec2{0.2F, 0.3F}, ImVec2{0.6F, -0.5F}})
    pen.dot(p.x, p.y, 0.15F);
}

void question(const Pen& pen) {
  pen.list.AddCircle(pen.center, 0.88F * pen.unit, pen.color, 0, pen.width);
  pen.list.PathArcTo(pen.at(0, -0.2F), 0.3F * pen.unit, -1.05F * kPi, 0.35F * kPi);
  pen.list.PathLineTo(pen.at(0, 0.2F));
  pen.list.PathStroke(pen.color, 0, pen.width);
  pen.dot(0, 0.5F, 0.12F);
}

}  // namespace

void draw_chevron(ImDrawList& list, ImVec2 center, float size, float open, ImU32 color) {
  const float angle = open * kPi / 2;
  const float c = std::cos(angle);
  const float s = std::sin(angle);
  const float unit = size * 0.5F;
  for (const ImVec2 p : {ImVec2{-0.22F, -0.46F}, ImVec2{0.26F, 0}, ImVec2{-0.22F, 0.46F}}) {
    list.PathLineTo({center.x + (p.x * c - p.y * s) * unit, center.y + (p.x * s + p.y * c) * unit});
  }
  list.PathStroke(color, 0, std::max(1.5F, size * 0.1F));
}

void draw_icon(ImDrawList& list, Icon icon, ImVec2 center, float size, ImU32 color) {
  const Pen pen{list, center, size * 0.5F, std::max(1.25F, size * 0.095F), color};
  switch (icon) {
    case Icon::none: break;
    case Icon::play: list.AddTriangleFilled(pen.at(-0.6F, -0.84F), pen.at(0.9F, 0), pen.at(-0.6F, 0.84F), color); break;
    case Icon::pause:
      pen.box(-0.66F, -0.8F, -0.18F, 0.8F, 0.12F);
      pen.box(0.18F, -0.8F, 0.66F, 0.8F, 0.12F);
      break;
    case Icon::step:
      list.AddTriangleFilled(pen.at(-0.8F, -0.74F), pen.at(0.42F, 0), pen.at(-0.8F, 0.74F), color);
      pen.box(0.5F, -0.74F, 0.8F, 0.74F, 0.08F);
      break;
    case Icon::reset: circular_arrow(pen, -0.62F * kPi, -1.0F); break;
    case Icon::undo: circular_arrow(pen, -0.85F * kPi, -1.0F); break;
    case Icon::next: circular_arrow(pen, -0.38F * kPi, 1.0F); break;
    case Icon::dice: dice(pen); break;
    case Icon::sun: sun(pen); break;
    case Icon::moon: moon(pen); break;
    case Icon::help: question(pen); break;
    case Icon::more:
      for (const float x : {-0.7F, 0.0F, 0.7F}) pen.dot(x, 0, 0.19F);
      break;
    case Icon::chevron: draw_chevron(list, center, size, 1.0F, color); break;
    case Icon::check: pen.stroke(std::array<ImVec2, 3>{{{-0.7F, 0.05F}, {-0.2F, 0.55F}, {0.75F, -0.5F}}}); break;
    case Icon::close:
      pen.line(-0.6F, -0.6F, 0.6F, 0.6F);
      pen.line(-0.6F, 0.6F, 0.6F, -0.6F);
      break;
    case Icon::data: data(pen); break;
    case Icon::save: save(pen); break;
    case Icon::denoise: denoise(pen); break;
    case Icon::code: code(pen); break;
    case Icon::network: network(pen); break;
    case Icon::noise: noise(pen); break;
    case Icon::pencil: pencil(pen); break;
    case Icon::trash: trash(pen); break;
    case Icon::camera: camera(pen); break;
    case Icon::map: map(pen); break;
  }
}

}  // namespace lab::ui
