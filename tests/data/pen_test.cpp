#include "data/digits/pen.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

using lab::draw_strokes;
using lab::PenPoint;
using lab::PenStroke;

namespace {

using Image = std::array<std::uint8_t, 784>;

Image draw(const std::vector<PenStroke>& strokes) {
  Image image;
  image.fill(77);  // whatever was there before
  draw_strokes(strokes, image);
  return image;
}

struct Ink {
  int left = 28, right = -1, top = 28, bottom = -1;  // the outermost pixels that are not black
  double mass = 0.0, x = 0.0, y = 0.0;               // centre of mass, in pixels counted from 0
};

Ink measure(const Image& image) {
  Ink ink;
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < 28; ++x) {
      const int level = image[static_cast<std::size_t>(y * 28 + x)];
      if (level == 0) continue;
      ink.left = std::min(ink.left, x);
      ink.right = std::max(ink.right, x);
      ink.top = std::min(ink.top, y);
      ink.bottom = std::max(ink.bottom, y);
      ink.mass += level;
      ink.x += level * x;
      ink.y += level * y;
    }
  }
  ink.x /= ink.mass;
  ink.y /= ink.mass;
  return ink;
}

/// Of levels from 0 to 255, between two images.
double mean_difference(const Image& a, const Image& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(static_cast<int>(a[i]) - static_cast<int>(b[i]));
  return sum / static_cast<double>(a.size());
}

std::vector<PenStroke> seven() {
  PenStroke bar;
  PenStroke stem;
  for (int i = 0; i <= 20; ++i) bar.push_back({0.25F + 0.02F * static_cast<float>(i), 0.2F});
  stem = bar;
  for (int i = 1; i <= 30; ++i)
    stem.push_back({0.65F - 0.009F * static_cast<float>(i), 0.2F + 0.02F * static_cast<float>(i)});
  return {stem, {{0.35F, 0.5F}, {0.45F, 0.5F}, {0.6F, 0.49F}}};
}

std::vector<PenStroke> placed(std::vector<PenStroke> strokes, float scale, float x, float y) {
  for (PenStroke& stroke : strokes) {
    for (PenPoint& p : stroke) p = {p.x * scale + x, p.y * scale + y, p.pressure};
  }
  return strokes;
}

PenStroke circle(int points, float turns = 1.0F) {
  PenStroke stroke;
  for (int i = 0; i <= points; ++i) {
    const float angle = 2.0F * std::numbers::pi_v<float> * turns * static_cast<float>(i) / static_cast<float>(points);
    stroke.push_back({0.5F + 0.4F * std::cos(angle), 0.5F + 0.4F * std::sin(angle)});
  }
  return stroke;
}

}  // namespace

TEST_CASE("what a pen draws fills MNIST's box and has its centre of mass in the middle") {
  for (const auto& strokes : {seven(), {circle(40)}, {{{0.1F, 0.1F}, {0.9F, 0.12F}}}, {{{0.5F, 0.1F}, {0.5F, 0.9F}}}}) {
    const Ink ink = measure(draw(strokes));
    // The soft edge ends about where the box does.
    CHECK(std::max(ink.right - ink.left, ink.bottom - ink.top) + 1 == 20);
    CHECK(std::abs(ink.x - 14.0) <= 0.5);
    CHECK(std::abs(ink.y - 14.0) <= 0.5);
  }
}

TEST_CASE("a pen's line is as thick as the generator's, and thicker under pressure") {
  const auto thickness = [](float pressure) {
    const Image image = draw({{{0.1F, 0.5F, pressure}, {0.9F, 0.5F, pressure}}});
    double sum = 0.0;
    for (int y = 0; y < 28; ++y) sum += image[static_cast<std::size_t>(y * 28 + 14)] / 255.0;
    return sum;
  };
  CHECK(thickness(0.5F) == doctest::Approx(2.65).epsilon(0.03));
  CHECK(thickness(1.0F) == doctest::Approx(2.65 * 1.4).epsilon(0.03));
  CHECK(thickness(0.0F) == doctest::Approx(2.65 * 0.6).epsilon(0.05));
  CHECK(thickness(7.0F) == thickness(1.0F));
}

TEST_CASE("neither size nor place on the area matter") {
  const Image whole = draw(seven());
  CHECK(mean_difference(whole, draw(placed(seven(), 0.1F, 0.85F, 0.02F))) < 0.5);
  CHECK(mean_difference(whole, draw(placed(seven(), 1.3F, -0.1F, -0.1F))) < 0.5);
  // A factor that floats multiply by exactly changes not a single byte.
  CHECK(draw(placed(seven(), 0.5F, 0.0F, 0.0F)) == whole);
}

TEST_CASE("few points and many make the same curve, as round as it is meant") {
  const Image few = draw({circle(10)});
  CHECK(mean_difference(few, draw({circle(100)})) < 2.0);
  CHECK(mean_difference(few, draw({circle(20000)})) < 2.0);
  // Round and round, longer than any track: still a ring, not a part of one.
  CHECK(mean_difference(few, draw({circle(50000, 20.0F)})) < 4.0);
}

TEST_CASE("sharp turns stay sharp") {
  // A curve through the three points would bulge beyond the corner.
  const Image corner = draw({{{0.2F, 0.2F}, {0.8F, 0.2F}, {0.8F, 0.8F}}});
  PenStroke dense;
  for (int i = 0; i < 60; ++i) dense.push_back({0.2F + 0.01F * static_cast<float>(i), 0.2F});
  for (int i = 0; i <= 60; ++i) dense.push_back({0.8F, 0.2F + 0.01F * static_cast<float>(i)});
  CHECK(mean_difference(corner, draw({dense})) < 1.0);
}

TEST_CASE("a tap is a dot, even one that slips") {
  const Image dot = draw({{{0.3F, 0.7F}}});
  const Ink ink = measure(dot);
  CHECK(ink.right - ink.left <= 4);
  CHECK(ink.bottom - ink.top <= 4);
  CHECK(ink.mass / 255.0 == doctest::Approx(std::numbers::pi * 1.325 * 1.325).epsilon(0.1));
  CHECK(std::abs(ink.x - 14.0) <= 0.5);
  CHECK(std::abs(ink.y - 14.0) <= 0.5);
  CHECK(draw({{{0.3F, 0.7F}, {0.31F, 0.705F}}}) == dot);
  CHECK(draw({{{0.3F, 0.7F}, {0.3F, 0.7F}, {0.3F, 0.7F}}}) == dot);
}

TEST_CASE("no strokes leave the image black, and strokes without points nothing") {
  CHECK(draw({}) == Image{});
  CHECK(draw({{}, {}}) == Image{});
  CHECK(draw({{}, {{0.3F, 0.7F}}}) == draw({{{0.3F, 0.7F}}}));
}

TEST_CASE("very many strokes are drawn as far as there is room") {
  std::vector<PenStroke> dots;
  for (int i = 0; i < 3000; ++i)
    dots.push_back({{static_cast<float>(i % 50) / 50.0F, static_cast<float>(i / 50) / 60.0F}});
  CHECK(measure(draw(dots)).mass > 0.0);
}

TEST_CASE("a drawing is the same bytes on every machine, with every compiler, and in WebAssembly") {
  // FNV-1a.
  std::uint32_t hash = 2166136261U;
  // No sine in these: a math library's would not be the same everywhere.
  std::vector<PenStroke> strokes = seven();
  strokes.push_back({{0.1F, 0.9F, 0.2F}, {0.3F, 0.8F, 0.4F}, {0.5F, 0.95F, 0.9F}, {0.9F, 0.7F, 0.7F}});
  for (const std::uint8_t byte : draw(strokes)) hash = (hash ^ byte) * 16777619U;
  CHECK(hash == 0x7A70144BU);
}
