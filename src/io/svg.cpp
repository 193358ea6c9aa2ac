#include "io/svg.h"

#include <map>
#include <utility>

#include "io/format.h"
#include "io/svg_parts.h"

namespace lab {
namespace {

std::string point(const Position& at) { return svg_number(at.x) + " " + svg_number(at.y); }

constexpr int kZoom = 8;  // pixels of images, at most

/// Writes items one after the other, and collects the glyphs that they need.
class Writer {
 public:
  explicit Writer(const Typeface& type) : type_(type) {}

  void operator()(const drawn::Curve& curve) {
    std::string points;
    for (const Position& at : curve.points)
      points += (points.empty() ? "" : " ") + svg_number(at.x) + "," + svg_number(at.y);
    body_ += "<polyline" + svg_attribute("points", points) + R"( fill="none" stroke-linecap="round")" +
             R"( stroke-linejoin="round")" + stroked(curve.width, curve.paint) + "/>\n";
  }

  void operator()(const drawn::Rule& rule) {
    body_ += "<path" + svg_attribute("d", "M" + point(rule.from) + "L" + point(rule.to)) +
             R"( stroke-linecap="square")" + stroked(rule.width, rule.paint) + "/>\n";
  }

  void operator()(const drawn::Dots& dots) {
    body_ += "<g" + svg_painted("fill", dots.paint) + ">\n";
    for (const Position& center : dots.centers) {
      body_ += "<circle" + svg_attribute("cx", svg_number(center.x)) + svg_attribute("cy", svg_number(center.y)) +
               svg_attribute("r", svg_number(dots.radius)) + "/>\n";
    }
    body_ += "</g>\n";
  }

  void operator()(const drawn::Fill& fill) {
    body_ += "<rect" + svg_attributes(fill.area) + svg_painted("fill", fill.paint) + "/>\n";
  }

  void operator()(const drawn::Polygon& polygon) {
    std::string path;
    for (const Position& corner : polygon.corners) path += (path.empty() ? "M" : "L") + point(corner);
    body_ += "<path" + svg_attribute("d", path + "Z") + svg_painted("fill", polygon.paint) + "/>\n";
  }

  void operator()(const drawn::Text& text) {
    const TextStyle& style = text.style;
    const float em = type_.units_per_em(style.weight);
    const float scale = style.size / em;
    // Outlines have y pointing up.
    std::string place = "translate(" + point(text.origin) + ")" + (style.turned ? "rotate(-90)" : "");
    place += format("scale(%.6g %.6g)", static_cast<double>(scale), static_cast<double>(-scale));
    body_ += "<g" + svg_attribute("transform", place) + svg_painted("fill", style.paint) + R"( role="img")" +
             svg_attribute("aria-label", svg_escaped(text.text)) + ">";
    for (const auto& [glyph, along] : type_.glyphs(text.text, style.weight)) {
      if (glyph < 0) break;
      const std::string& name = name_of(glyph, style.weight);
      if (!name.empty()) {
        body_ += "<use" + svg_attribute("xlink:href", "#" + name) + svg_attribute("x", svg_number(along * em)) + "/>";
      }
    }
    body_ += "</g>\n";
  }

  void operator()(const drawn::Image& image) { body_ += svg_image(image.area, image.picture, kZoom); }

  [[nodiscard]] const std::string& body() const { return body_; }
  [[nodiscard]] const std::string& glyphs() const { return glyphs_; }

 private:
  [[nodiscard]] static std::string stroked(float width, const Paint& paint) {
    return svg_painted("stroke", paint) + svg_attribute("stroke-width", svg_number(width));
  }

  /// The identifier of a glyph's outline; empty where it has none.
  const std::string& name_of(int glyph, Weight weight) {
    const auto [entry, is_new] = names_.try_emplace({glyph, weight});
    if (is_new) {
      const std::string path = type_.outline(glyph, weight);
      if (!path.empty()) {
        entry->second = (weight == Weight::regular ? "r" : "s") + std::to_string(glyph);
        glyphs_ += "<path" + svg_attribute("id", entry->second) + svg_attribute("d", path) + "/>\n";
      }
    }
    return entry->second;
  }

  const Typeface& type_;
  std::map<std::pair<int, Weight>, std::string> names_;
  std::string glyphs_, body_;
};

}  // namespace

std::string to_svg(const Drawing& drawing) {
  Writer writer(drawing.type());
  writer(drawn::Fill{{0.0F, 0.0F, drawing.width(), drawing.height()}, {{255, 255, 255}}});
  for (const drawn::Item& item : drawing.items()) std::visit(writer, item);
  return svg_document({0.0F, 0.0F, drawing.width(), drawing.height()}, drawing.title(), "",
                      "<defs>\n" + writer.glyphs() + "</defs>\n" + writer.body());
}

}  // namespace lab
