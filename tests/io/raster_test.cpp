#include "io/raster.h"

#include <algorithm>

#include "io/drawing_fixture.h"

using namespace lab;
using lab_test::typeface;

namespace {

constexpr Paint kBlack{};

int grey(const Picture& picture, int x, int y) {
  return picture
      .pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)) *
              3];
}

/// The black there is, in pixels.
double ink(const Picture& picture) {
  double sum = 0.0;
  for (std::size_t i = 0; i < picture.pixels.size(); i += 3) sum += 1.0 - picture.pixels[i] / 255.0;
  return sum;
}

Drawing sheet() { return {typeface(), 40.0F, 20.0F, "t"}; }

}  // namespace

TEST_CASE("curves leave ink where they go and nowhere else, evenly at their joints") {
  Drawing drawing = sheet();
  drawing.curve({{5.0F, 10.0F}, {20.0F, 10.0F}, {35.0F, 10.0F}}, 2.0F, kBlack);
  const Picture picture = rasterize(drawing, 1.0F);
  CHECK(grey(picture, 20, 9) == 0);
  CHECK(grey(picture, 20, 10) == 0);
  CHECK(grey(picture, 20, 8) == grey(picture, 12, 8));
  CHECK(grey(picture, 20, 13) == 255);
  CHECK(grey(picture, 1, 10) == 255);
  Drawing outside = sheet();
  outside.curve({{-500.0F, -500.0F}, {900.0F, 900.0F}}, 3.0F, kBlack);  // cut off, no crash
  CHECK(ink(rasterize(outside, 2.0F)) > 0.0);
}

TEST_CASE("shapes cover what they measure, at every scale") {
  Drawing drawing = sheet();
  drawing.dots({{20.0F, 10.0F}}, 5.0F, kBlack);
  CHECK(ink(rasterize(drawing, 1.0F)) == doctest::Approx(78.5).epsilon(0.02));
  CHECK(ink(rasterize(drawing, 3.0F)) == doctest::Approx(9 * 78.5).epsilon(0.02));
  Drawing fill = sheet();
  fill.fill({3.25F, 4.5F, 10.5F, 2.25F}, kBlack);
  CHECK(ink(rasterize(fill, 1.0F)) == doctest::Approx(10.5 * 2.25).epsilon(0.02));
  Drawing triangle = sheet();
  triangle.polygon({{5.0F, 15.0F}, {25.0F, 15.0F}, {15.0F, 5.0F}}, kBlack);
  CHECK(ink(rasterize(triangle, 4.0F)) == doctest::Approx(16 * 100).epsilon(0.03));
  Drawing other_way = sheet();
  other_way.polygon({{15.0F, 5.0F}, {25.0F, 15.0F}, {5.0F, 15.0F}}, kBlack);
  CHECK(rasterize(other_way, 4.0F).pixels == rasterize(triangle, 4.0F).pixels);
  Drawing half = sheet();
  half.fill({0.0F, 0.0F, 10.0F, 10.0F}, {{0, 0, 0}, 0.5F});
  CHECK(grey(rasterize(half, 1.0F), 5, 5) == 128);
}

TEST_CASE("rules fill whole pixels wherever they stand") {
  for (const float y : {10.0F, 10.3F, 10.5F, 10.9F}) {
    Drawing drawing = sheet();
    drawing.rule({5.0F, y}, {35.0F, y}, 0.75F, kBlack);
    const Picture picture = rasterize(drawing, 2.0F);
    int black = 0;
    for (int row = 0; row < picture.height; ++row) {
      CHECK((grey(picture, 40, row) == 0 || grey(picture, 40, row) == 255));
      black += grey(picture, 40, row) == 0 ? 1 : 0;
    }
    CHECK(black == 2);
  }
}

TEST_CASE("an image's pixels are squares, and share where they are smaller than the figure's") {
  Drawing drawing = sheet();
  drawing.image({4.0F, 4.0F, 4.0F, 2.0F}, {2, 1, 1, {0, 200}});
  const Picture twice = rasterize(drawing, 2.0F);
  CHECK(grey(twice, 8, 8) == 0);
  CHECK(grey(twice, 11, 11) == 0);
  CHECK(grey(twice, 12, 8) == 200);
  CHECK(grey(twice, 16, 8) == 255);
  CHECK(ink(twice) == doctest::Approx(16 + 16 * 55 / 255.0).epsilon(0.001));
  Drawing small = sheet();
  small.image({4.0F, 4.0F, 1.0F, 1.0F}, {2, 1, 1, {0, 200}});
  CHECK(grey(rasterize(small, 1.0F), 4, 4) == 100);
}

TEST_CASE("text stands where it is told") {
  Drawing drawing = sheet();
  drawing.text({20.0F, 15.0F}, "HH", {.size = 10.0F, .align = Align::center});
  const Picture picture = rasterize(drawing, 4.0F);
  int left = picture.width, right = 0, bottom = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      if (grey(picture, x, y) > 127) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      bottom = std::max(bottom, y);
    }
  }
  CHECK(bottom == 59);
  CHECK(left + right == doctest::Approx(159).epsilon(0.02));
}

TEST_CASE("a PNG says its resolution, and is as large as the drawing at it") {
  const auto png = to_png(sheet(), 192);
  const auto decoded = decode_picture(png, 3);
  REQUIRE(decoded.ok());
  CHECK(decoded->width == 80);
  CHECK(decoded->height == 40);
  const std::vector<std::uint8_t> chunk = {0, 0, 0, 9, 'p', 'H', 'Y', 's', 0, 0, 0x1D, 0x87, 0, 0, 0x1D, 0x87, 1};
  CHECK(std::search(png.begin(), png.end(), chunk.begin(), chunk.end()) ==
        png.begin() + 33);  // 7559 pixels to the metre
}
