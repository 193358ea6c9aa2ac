#include "io/svg.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <utility>

#include "data/png.h"
#include "io/format.h"

namespace lab {
namespace {

/// To a hundredth of a unit, as short as it can be written.
std::string number(float value) {
  const double hundredths = std::round(100.0 * static_cast<double>(value));
  return format("%.9g", hundredths / 100.0 + 0.0);  // which makes -0 a 0
}

std::string point(const Position& at) { return number(at.x) + " " + number(at.y); }

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ").append(name).append("=\"").append(value).append("\"");
}

std::string attributes(const Area& area) {
  return attribute("x", number(area.x)) + attribute("y", number(area.y)) + attribute("width", number(area.width)) +
         attribute("height", number(area.height));
}

/// `kind` is fill or stroke.
std::string painted(const std::string& kind, const Paint& paint) {
  const auto& [r, g, b] = paint.color;
  std::string text = attribute(kind.c_str(), format("#%02x%02x%02x", r, g, b));
  if (paint.opacity < 1.0F) text += attribute((kind + "-opacity").c_str(), number(paint.opacity));
  return text;
}

/// For text and for values of attributes; control characters, which XML has no place for, are left out.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= ' ') safe += c;
    }
  }
  return safe;
}

/// RFC 4648.
std::string base64(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k) three = three << 8 | (i + k < bytes.size() ? bytes[i + k] : 0U);
    for (std::size_t k = 0; k < 4; ++k) {
      text += i + k <= bytes.size() ? kDigits[three >> (18 - 6 * k) & 63U] : '=';
    }
  }
  return text;
}

/// With squares for pixels, which stay sharp where an image is smoothed. Of few pixels: for others it is too much.
Picture enlarged(const Picture& picture) {
  constexpr int kEnough = 256;
  const int zoom = std::clamp(kEnough / std::max(picture.width, picture.height), 1, 8);
  const auto channels = static_cast<std::size_t>(picture.channels);
  Picture large{picture.width * zoom, picture.height * zoom, picture.channels, {}};
  for (int y = 0; y < large.height; ++y) {
    for (int x = 0; x < large.width; ++x) {
      const auto at = (static_cast<std::size_t>(y / zoom) * static_cast<std::size_t>(picture.width) +
                       static_cast<std::size_t>(x / zoom)) *
                      channels;
      large.pixels.insert(large.pixels.end(), &picture.pixels[at], &picture.pixels[at] + channels);
    }
  }
  return large;
}

/// Writes items one after the other, and collects the glyphs that they need.
class Writer {
 public:
  explicit Writer(const Typeface& type) : type_(type) {}

  void operator()(const drawn::Curve& curve) {
    std::string points;
    for (const Position& at : curve.points) points += (points.empty() ? "" : " ") + number(at.x) + "," + number(at.y);
    body_ += "<polyline" + attribute("points", points) + R"( fill="none" stroke-linecap="round")" +
             R"( stroke-linejoin="round")" + stroked(curve.width, curve.paint) + "/>\n";
  }

  void operator()(const drawn::Rule& rule) {
    body_ += "<path" + attribute("d", "M" + point(rule.from) + "L" + point(rule.to)) + R"( stroke-linecap="square")" +
             stroked(rule.width, rule.paint) + "/>\n";
  }

  void operator()(const drawn::Dots& dots) {
    body_ += "<g" + painted("fill", dots.paint) + ">\n";
    for (const Position& center : dots.centers) {
      body_ += "<circle" + attribute("cx", number(center.x)) + attribute("cy", number(center.y)) +
               attribute("r", number(dots.radius)) + "/>\n";
    }
    body_ += "</g>\n";
  }

  void operator()(const drawn::Fill& fill) {
    body_ += "<rect" + attributes(fill.area) + painted("fill", fill.paint) + "/>\n";
  }

  void operator()(const drawn::Polygon& polygon) {
    std::string path;
    for (const Position& corner : polygon.corners) path += (path.empty() ? "M" : "L") + point(corner);
    body_ += "<path" + attribute("d", path + "Z") + painted("fill", polygon.paint) + "/>\n";
  }

  void operator()(const drawn::Text& text) {
    const TextStyle& style = text.style;
    const float em = type_.units_per_em(style.weight);
    const float scale = style.size / em;
    // Outlines have y pointing up.
    std::string place = "translate(" + point(text.origin) + ")" + (style.turned ? "rotate(-90)" : "");
    place += format("scale(%.6g %.6g)", static_cast<double>(scale), static_cast<double>(-scale));
    body_ += "<g" + attribute("transform", place) + painted("fill", style.paint) + R"( role="img")" +
             attribute("aria-label", escaped(text.text)) + ">";
    for (const auto& [glyph, along] : type_.glyphs(text.text, style.weight)) {
      if (glyph < 0) break;
      const std::string& name = name_of(glyph, style.weight);
      if (!name.empty()) {
        body_ += "<use" + attribute("xlink:href", "#" + name) + attribute("x", number(along * em)) + "/>";
      }
    }
    body_ += "</g>\n";
  }

  void operator()(const drawn::Image& image) {
    // Of the two words for whole pixels SVG 1.1 has the first and CSS the second; some programs know neither.
    body_ += "<image" + attributes(image.area) + R"( preserveAspectRatio="none" image-rendering="optimizeSpeed")" +
             R"( style="image-rendering:pixelated")" +
             attribute("xlink:href", "data:image/png;base64," + base64(encode_png(enlarged(image.picture)))) + "/>\n";
  }

  [[nodiscard]] const std::string& body() const { return body_; }
  [[nodiscard]] const std::string& glyphs() const { return glyphs_; }

 private:
  [[nodiscard]] static std::string stroked(float width, const Paint& paint) {
    return painted("stroke", paint) + attribute("stroke-width", number(width));
  }

  /// The identifier of a glyph's outline; empty where it has none.
  const std::string& name_of(int glyph, Weight weight) {
    const auto [entry, is_new] = names_.try_emplace({glyph, weight});
    if (is_new) {
      const std::string path = type_.outline(glyph, weight);
      if (!path.empty()) {
        entry->second = (weight == Weight::regular ? "r" : "s") + std::to_string(glyph);
        glyphs_ += "<path" + attribute("id", entry->second) + attribute("d", path) + "/>\n";
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
  const std::string width = number(drawing.width());
  const std::string height = number(drawing.height());
  std::string svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg";
  svg += attribute("xmlns", "http://www.w3.org/2000/svg") + attribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
  svg += attribute("width", width) + attribute("height", height) +
         attribute("viewBox", std::string("0 0 ").append(width).append(" ").append(height)) + ">\n";
  svg += "<title>" + escaped(drawing.title()) + "</title>\n";
  return svg + "<defs>\n" + writer.glyphs() + "</defs>\n" + writer.body() + "</svg>\n";
}

}  // namespace lab
