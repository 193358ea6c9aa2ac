#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "data/png.h"
#include "io/typeface.h"

namespace lab {

using Rgb = std::array<std::uint8_t, 3>;

struct Paint {
  Rgb color{};
  float opacity = 1.0F;
};

/// Units of a figure are those of CSS: 96 to the inch, from the top left, y pointing down.
inline constexpr float kUnitsPerInch = 96.0F;

struct Position {
  float x = 0.0F, y = 0.0F;
};

struct Area {
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;

  [[nodiscard]] float right() const { return x + width; }
  [[nodiscard]] float bottom() const { return y + height; }
};

enum class Align : std::uint8_t { left, center, right };

struct TextStyle {
  float size = 12.0F;
  Paint paint = {};
  Weight weight = Weight::regular;
  Align align = Align::left;
  bool turned = false;  ///< reading from below to above; `align` then counts from below
};

/// What stands in a figure, in the order in which it is painted.
namespace drawn {

struct Curve {
  std::vector<Position> points;
  float width;
  Paint paint;
};
/// A straight line along an axis with square ends; in pixels it fills whole ones.
struct Rule {
  Position from, to;
  float width;
  Paint paint;
};
struct Dots {
  std::vector<Position> centers;
  float radius;
  Paint paint;
};
struct Fill {
  Area area;
  Paint paint;
};
/// Convex.
struct Polygon {
  std::vector<Position> corners;
  Paint paint;
};
struct Text {
  Position origin;  ///< where its line of writing begins
  std::string text;
  TextStyle style;
};
struct Image {
  Area area;
  Picture picture;  ///< of one channel or three; pixels are rectangles
};
using Item = std::variant<Curve, Rule, Dots, Fill, Polygon, Text, Image>;

}  // namespace drawn

/// A figure as a list of what is painted; rasterize() and to_svg() are its two outputs. What lies outside is cut off.
class Drawing {
 public:
  /// The typeface must live as long. `title` says what the figure shows to those who cannot see it.
  Drawing(const Typeface& type, float width, float height, std::string title);

  void curve(std::vector<Position> points, float width, Paint paint);
  void rule(Position from, Position to, float width, Paint paint);
  void dots(std::vector<Position> centers, float radius, Paint paint);
  void fill(const Area& area, Paint paint);
  void polygon(std::vector<Position> corners, Paint paint);
  /// A line of UTF-8 text, aligned at `at`, which lies on the line of writing.
  void text(Position at, std::string_view text, const TextStyle& style);
  void image(const Area& area, Picture picture);
  /// The four sides of a box.
  void frame(const Area& area, float width, Paint paint);

  [[nodiscard]] const Typeface& type() const { return *type_; }
  [[nodiscard]] float width() const { return width_; }
  [[nodiscard]] float height() const { return height_; }
  [[nodiscard]] const std::string& title() const { return title_; }
  [[nodiscard]] const std::vector<drawn::Item>& items() const { return items_; }

 private:
  const Typeface* type_;
  float width_, height_;
  std::string title_;
  std::vector<drawn::Item> items_;
};

}  // namespace lab
