#include "io/raster.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

#include "data/png_resolution.h"

namespace lab {
namespace {

int down(float value) { return static_cast<int>(std::floor(value)); }
int up(float value) { return static_cast<int>(std::ceil(value)); }

/// Paints items, whose units it turns into pixels; pixel (x, y) is the square from there to (x + 1, y + 1).
class Painter {
 public:
  Painter(const Drawing& drawing, float scale)
      : type_(drawing.type()),
        scale_(scale),
        picture_{pixels_of(drawing.width(), scale), pixels_of(drawing.height(), scale), 3, {}} {
    picture_.pixels.assign(static_cast<std::size_t>(picture_.width) * static_cast<std::size_t>(picture_.height) * 3,
                           std::uint8_t{255});
  }

  void operator()(const drawn::Curve& curve) {
    std::vector<Position> points;
    for (const Position& point : curve.points) points.push_back(pixels(point));
    if (points.empty()) return;
    const float width = curve.width * scale_;
    // The whole curve's coverage first, so that its joints are not painted twice.
    const Window window = window_of(points, 0.5F * width + 1.0F);
    std::vector<float> coverage(window.size());
    for (std::size_t i = 1; i < points.size(); ++i) {
      const Position a = points[i - 1];
      const Position d{points[i].x - a.x, points[i].y - a.y};
      const float length2 = d.x * d.x + d.y * d.y;
      each_pixel(window_of(std::span(points).subspan(i - 1, 2), 0.5F * width + 1.0F), [&](int x, int y) {
        const Position p{static_cast<float>(x) + 0.5F - a.x, static_cast<float>(y) + 0.5F - a.y};
        const float t = length2 > 0.0F ? std::clamp((p.x * d.x + p.y * d.y) / length2, 0.0F, 1.0F) : 0.0F;
        float& at = coverage[window.at(x, y)];
        at = std::max(at, disc_coverage(0.5F * width, std::hypot(p.x - t * d.x, p.y - t * d.y)));
      });
    }
    each_pixel(window, [&](int x, int y) { blend(x, y, coverage[window.at(x, y)], curve.paint); });
  }

  void operator()(const drawn::Rule& rule) {
    const Position a = pixels(rule.from);
    const Position b = pixels(rule.to);
    const float width = std::max(1.0F, std::round(rule.width * scale_));
    const auto begin = [width](float middle) { return std::round(middle - 0.5F * width); };
    const bool flat = std::fabs(a.y - b.y) < std::fabs(a.x - b.x);
    fill(flat ? Area{begin(std::min(a.x, b.x)), begin(a.y), std::round(std::fabs(b.x - a.x)) + width, width}
              : Area{begin(a.x), begin(std::min(a.y, b.y)), width, std::round(std::fabs(b.y - a.y)) + width},
         rule.paint);
  }

  void operator()(const drawn::Dots& dots) {
    const float radius = dots.radius * scale_;
    for (const Position& center : dots.centers) {
      const Position c = pixels(center);
      each_pixel(window_of({&c, 1}, radius + 1.0F), [&](int x, int y) {
        const float distance = std::hypot(static_cast<float>(x) + 0.5F - c.x, static_cast<float>(y) + 0.5F - c.y);
        blend(x, y, disc_coverage(radius, distance), dots.paint);
      });
    }
  }

  void operator()(const drawn::Fill& item) {
    const Area& area = item.area;
    fill({area.x * scale_, area.y * scale_, area.width * scale_, area.height * scale_}, item.paint);
  }

  void operator()(const drawn::Polygon& polygon) {
    std::vector<Position> corners;
    float turning = 0.0F;  // which way round they are given
    for (const Position& corner : polygon.corners) corners.push_back(pixels(corner));
    const std::size_t count = corners.size();
    for (std::size_t i = 0; i < count; ++i) {
      const Position& a = corners[i];
      const Position& b = corners[(i + 1) % count];
      turning += a.x * b.y - b.x * a.y;
    }
    each_pixel(window_of(corners, 1.0F), [&](int x, int y) {
      float inside = 1.0F;  // the distance from the nearest edge
      for (std::size_t i = 0; i < count; ++i) {
        const Position& a = corners[i];
        const Position& b = corners[(i + 1) % count];
        const float across =
            (b.x - a.x) * (static_cast<float>(y) + 0.5F - a.y) - (b.y - a.y) * (static_cast<float>(x) + 0.5F - a.x);
        inside = std::min(inside, std::copysign(1.0F, turning) * across / std::hypot(b.x - a.x, b.y - a.y));
      }
      blend(x, y, 0.5F + inside, polygon.paint);
    });
  }

  void operator()(const drawn::Text& text) {
    const Position origin = pixels(text.origin);
    const float size = text.style.size * scale_;
    for (const auto& [glyph, along] : type_.glyphs(text.text, text.style.weight)) {
      if (glyph < 0) break;
      const float x = origin.x + (text.style.turned ? 0.0F : along * size);
      const float y = origin.y - (text.style.turned ? along * size : 0.0F);
      const Typeface::Coverage mask = type_.coverage(glyph, text.style.weight, size, x, y, text.style.turned);
      for (int row = 0; row < mask.height; ++row) {
        for (int column = 0; column < mask.width; ++column) {
          const auto at =
              static_cast<std::size_t>(row) * static_cast<std::size_t>(mask.width) + static_cast<std::size_t>(column);
          blend(mask.left + column, mask.top + row, static_cast<float>(mask.levels[at]) / 255.0F, text.style.paint);
        }
      }
    }
  }

  void operator()(const drawn::Image& image) {
    const int left = static_cast<int>(std::lround(image.area.x * scale_));
    const int top = static_cast<int>(std::lround(image.area.y * scale_));
    const int width = std::max(1, static_cast<int>(std::lround(image.area.right() * scale_)) - left);
    const int height = std::max(1, static_cast<int>(std::lround(image.area.bottom() * scale_)) - top);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) blend(left + x, top + y, 1.0F, {mean_of(image.picture, x, y, width, height)});
    }
  }

  [[nodiscard]] const Picture& picture() const { return picture_; }

 private:
  /// Some of the pixels.
  struct Window {
    int left, top, right, bottom;

    [[nodiscard]] std::size_t size() const {
      return static_cast<std::size_t>(std::max(right - left, 0)) * static_cast<std::size_t>(std::max(bottom - top, 0));
    }
    [[nodiscard]] std::size_t at(int x, int y) const {
      return static_cast<std::size_t>(y - top) * static_cast<std::size_t>(right - left) +
             static_cast<std::size_t>(x - left);
    }
  };

  [[nodiscard]] Position pixels(const Position& at) const { return {at.x * scale_, at.y * scale_}; }

  /// Those in the picture that are at most so far from the points' box.
  [[nodiscard]] Window window_of(std::span<const Position> points, float reach) const {
    if (points.empty()) return {0, 0, 0, 0};
    const auto [left, right] = std::ranges::minmax(points, {}, &Position::x);
    const auto [top, bottom] = std::ranges::minmax(points, {}, &Position::y);
    return {std::max(down(left.x - reach), 0), std::max(down(top.y - reach), 0),
            std::min(up(right.x + reach), picture_.width), std::min(up(bottom.y + reach), picture_.height)};
  }

  template <class Do>
  static void each_pixel(const Window& window, const Do& what) {
    for (int y = window.top; y < window.bottom; ++y) {
      for (int x = window.left; x < window.right; ++x) what(x, y);
    }
  }

  /// Of a pixel so far from the middle of a disc or a line; one thinner than a pixel is paler instead.
  static float disc_coverage(float radius, float distance) {
    return std::clamp(std::max(radius, 0.5F) + 0.5F - distance, 0.0F, 1.0F) * std::min(2.0F * radius, 1.0F);
  }

  void fill(const Area& area, const Paint& paint) {
    const auto covered = [](int pixel, float from, float to) {
      const auto at = static_cast<float>(pixel);
      return std::max(0.0F, std::min(at + 1.0F, to) - std::max(at, from));
    };
    const Position corners[] = {{area.x, area.y}, {area.right(), area.bottom()}};
    each_pixel(window_of(corners, 0.0F), [&](int x, int y) {
      blend(x, y, covered(x, area.x, area.right()) * covered(y, area.y, area.bottom()), paint);
    });
  }

  /// What of the picture falls on pixel (x, y) of width x height.
  static Rgb mean_of(const Picture& picture, int x, int y, int width, int height) {
    const auto from = [](int pixel, int size, int pixels) { return static_cast<double>(pixel) * size / pixels; };
    const double left = from(x, picture.width, width), right = from(x + 1, picture.width, width);
    const double top = from(y, picture.height, height), bottom = from(y + 1, picture.height, height);
    constexpr double kHardly = 1e-6;  // so much of a pixel is a rounding error
    std::array<double, 3> sum{};
    double area = 0.0;
    for (int row = static_cast<int>(top + kHardly); row < picture.height && row < bottom - kHardly; ++row) {
      for (int column = static_cast<int>(left + kHardly); column < picture.width && column < right - kHardly;
           ++column) {
        const double share = (std::min(row + 1.0, bottom) - std::max<double>(row, top)) *
                             (std::min(column + 1.0, right) - std::max<double>(column, left));
        const auto at = (static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width) +
                         static_cast<std::size_t>(column)) *
                        static_cast<std::size_t>(picture.channels);
        for (std::size_t c = 0; c < 3; ++c) sum[c] += share * picture.pixels[at + (picture.channels == 3 ? c : 0)];
        area += share;
      }
    }
    Rgb mean{};
    for (std::size_t c = 0; c < 3; ++c) mean[c] = static_cast<std::uint8_t>(std::lround(sum[c] / area));
    return mean;
  }

  void blend(int x, int y, float coverage, const Paint& paint) {
    if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height || !(coverage > 0.0F)) return;
    const float opacity = std::min(coverage, 1.0F) * paint.opacity;
    std::uint8_t* pixel = &picture_.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) +
                                            static_cast<std::size_t>(x)) *
                                           3];
    for (std::size_t c = 0; c < 3; ++c) {
      const auto below = static_cast<float>(pixel[c]);
      pixel[c] = static_cast<std::uint8_t>(std::lround(below + (static_cast<float>(paint.color[c]) - below) * opacity));
    }
  }

  const Typeface& type_;
  float scale_;
  Picture picture_;
};

}  // namespace

int pixels_of(float length, float scale) { return static_cast<int>(std::lround(length * scale)); }

Picture rasterize(const Drawing& drawing, float scale) {
  Painter painter(drawing, scale);
  for (const drawn::Item& item : drawing.items()) std::visit(painter, item);
  return painter.picture();
}

std::vector<std::uint8_t> to_png(const Drawing& drawing, int dots_per_inch) {
  return with_resolution(encode_png(rasterize(drawing, static_cast<float>(dots_per_inch) / kUnitsPerInch)),
                         dots_per_inch);
}

}  // namespace lab
