#include "io/svg_parts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "io/format.h"

namespace lab {
namespace {

double hundredths(float value) {
  return std::round(100.0 * static_cast<double>(value)) / 100.0 + 0.0;  // which makes -0 a 0
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
Picture enlarged(const Picture& picture, int most) {
  constexpr int kEnough = 256;
  const int zoom = std::clamp(kEnough / std::max(picture.width, picture.height), 1, most);
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

}  // namespace

std::string svg_number(float value) { return format("%.9g", hundredths(value)); }

std::string svg_attribute(const char* name, const std::string& value) {
  return std::string(" ").append(name).append("=\"").append(value).append("\"");
}

std::string svg_attributes(const Area& area) {
  return format(R"( x="%.9g" y="%.9g" width="%.9g" height="%.9g")", hundredths(area.x), hundredths(area.y),
                hundredths(area.width), hundredths(area.height));
}

std::string svg_painted(const char* kind, const Paint& paint) {
  const auto& [r, g, b] = paint.color;
  const std::string text = format(R"( %s="#%02x%02x%02x")", kind, r, g, b);
  if (paint.opacity >= 1.0F) return text;
  return text + format(R"( %s-opacity="%.9g")", kind, hundredths(paint.opacity));
}

std::string svg_escaped(std::string_view text) {
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

std::string svg_image(const Area& area, const Picture& picture, int zoom) {
  // Of the two words for whole pixels SVG 1.1 has the first and CSS the second; some programs know neither.
  std::string image = "<image" + svg_attributes(area);
  image += R"( preserveAspectRatio="none" image-rendering="optimizeSpeed" style="image-rendering:pixelated")";
  image += R"( xlink:href="data:image/png;base64,)";
  image += base64(encode_png(enlarged(picture, zoom)));
  return image += "\"/>\n";
}

std::string svg_document(const Area& area, const std::string& title, const char* attributes, const std::string& body) {
  std::string svg = R"(<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink")";
  const auto number = [](float value) { return hundredths(value); };
  svg +=
      format(R"( width="%.9g" height="%.9g" viewBox="%.9g %.9g %.9g %.9g"%s>)", number(area.width), number(area.height),
             number(area.x), number(area.y), number(area.width), number(area.height), attributes);
  svg += "\n<title>";
  svg += svg_escaped(title);
  svg += "</title>\n";
  svg += body;
  return svg += "</svg>\n";
}

}  // namespace lab
