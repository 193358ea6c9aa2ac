#include "io/canvas.h"

#include <stb/stb_easy_font.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace lab {

Canvas::Canvas(int width, int height, Rgb background) {
  picture_ = {width, height, 3,
              std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)};
  fill_rect(0, 0, width, height, background);
}

void Canvas::blend(int x, int y, float coverage, Rgb color) {
  if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height || coverage <= 0.0F) return;
  std::uint8_t* pixel = &picture_.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) +
                                          static_cast<std::size_t>(x)) *
                                         3];
  for (std::size_t c = 0; c < 3; ++c) {
    const auto below = static_cast<float>(pixel[c]);
    pixel[c] = static_cast<std::uint8_t>(
        std::lround(below + (static_cast<float>(color[c]) - below) * std::min(coverage, 1.0F)));
  }
}

void Canvas::fill_rect(int x, int y, int width, int height, Rgb color) {
  for (int row = std::max(y, 0); row < std::min(y + height, picture_.height); ++row) {
    for (int column = std::max(x, 0); column < std::min(x + width, picture_.width); ++column)
      blend(column, row, 1.0F, color);
  }
}

void Canvas::line(float x0, float y0, float x1, float y1, float width, Rgb color) {
  const float dx = x1 - x0;
  const float dy = y1 - y0;
  const float length2 = dx * dx + dy * dy;
  const float reach = 0.5F * width + 1.0F;
  const auto low = [&](float a, float b) { return static_cast<int>(std::floor(std::min(a, b) - reach)); };
  const auto high = [&](float a, float b) { return static_cast<int>(std::ceil(std::max(a, b) + reach)); };
  for (int y = low(y0, y1); y <= high(y0, y1); ++y) {
    for (int x = low(x0, x1); x <= high(x0, x1); ++x) {
      const float px = static_cast<float>(x) + 0.5F - x0;
      const float py = static_cast<float>(y) + 0.5F - y0;
      const float t = length2 > 0.0F ? std::clamp((px * dx + py * dy) / length2, 0.0F, 1.0F) : 0.0F;
      blend(x, y, 0.5F * width + 0.5F - std::hypot(px - t * dx, py - t * dy), color);
    }
  }
}

void Canvas::text(int x, int y, std::string_view text, int scale, Rgb color) {
  struct Vertex {
    float x, y, z;
    std::uint32_t color;
  };
  std::string copy(text);  // the library wants a terminated, writable string
  std::vector<Vertex> vertices(copy.size() * 4 * 24 + 4);
  const int quads = stb_easy_font_print(0.0F, 0.0F, copy.data(), nullptr, vertices.data(),
                                        static_cast<int>(vertices.size() * sizeof(Vertex)));
  for (int q = 0; q < quads; ++q) {
    const Vertex& from = vertices[static_cast<std::size_t>(q) * 4];
    const Vertex& to = vertices[static_cast<std::size_t>(q) * 4 + 2];
    const auto pixels = [&](float units) { return static_cast<int>(std::lround(units * static_cast<float>(scale))); };
    fill_rect(x + pixels(from.x), y + pixels(from.y), pixels(to.x - from.x), pixels(to.y - from.y), color);
  }
}

int Canvas::text_width(std::string_view text, int scale) {
  std::string copy(text);
  return stb_easy_font_width(copy.data()) * scale;
}

void Canvas::image(int x, int y, int width, int height, int channels, std::span<const std::uint8_t> pixels, int zoom) {
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      const auto at =
          (static_cast<std::size_t>(row) * static_cast<std::size_t>(width) + static_cast<std::size_t>(column)) *
          static_cast<std::size_t>(channels);
      const Rgb color =
          channels == 3 ? Rgb{pixels[at], pixels[at + 1], pixels[at + 2]} : Rgb{pixels[at], pixels[at], pixels[at]};
      fill_rect(x + column * zoom, y + row * zoom, zoom, zoom, color);
    }
  }
}

}  // namespace lab
