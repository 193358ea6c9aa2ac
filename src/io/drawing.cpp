#include "io/drawing.h"

#include <utility>

namespace lab {

Drawing::Drawing(const Typeface& type, float width, float height, std::string title)
    : type_(&type), width_(width), height_(height), title_(std::move(title)) {}

void Drawing::curve(std::vector<Position> points, float width, Paint paint) {
  items_.emplace_back(drawn::Curve{std::move(points), width, paint});
}

void Drawing::rule(Position from, Position to, float width, Paint paint) {
  items_.emplace_back(drawn::Rule{from, to, width, paint});
}

void Drawing::dots(std::vector<Position> centers, float radius, Paint paint) {
  items_.emplace_back(drawn::Dots{std::move(centers), radius, paint});
}

void Drawing::fill(const Area& area, Paint paint) { items_.emplace_back(drawn::Fill{area, paint}); }

void Drawing::polygon(std::vector<Position> corners, Paint paint) {
  items_.emplace_back(drawn::Polygon{std::move(corners), paint});
}

void Drawing::text(Position at, std::string_view text, const TextStyle& style) {
  if (text.empty()) return;
  const float share = style.align == Align::left ? 0.0F : style.align == Align::center ? 0.5F : 1.0F;
  const float back = share * type_->width(text, style.size, style.weight);
  const Position origin = style.turned ? Position{at.x, at.y + back} : Position{at.x - back, at.y};
  items_.emplace_back(drawn::Text{origin, std::string(text), style});
}

void Drawing::image(const Area& area, Picture picture) { items_.emplace_back(drawn::Image{area, std::move(picture)}); }

void Drawing::frame(const Area& area, float width, Paint paint) {
  rule({area.x, area.y}, {area.right(), area.y}, width, paint);
  rule({area.x, area.bottom()}, {area.right(), area.bottom()}, width, paint);
  rule({area.x, area.y}, {area.x, area.bottom()}, width, paint);
  rule({area.right(), area.y}, {area.right(), area.bottom()}, width, paint);
}

}  // namespace lab
