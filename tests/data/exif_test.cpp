#include "data/exif.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "small_jpeg.h"

using lab::exif_orientation;
using lab::Picture;

TEST_CASE("a JPEG file's orientation is read in both byte orders") {
  CHECK(exif_orientation(lab_test::small_jpeg()) == 1);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CHECK(exif_orientation(lab_test::small_jpeg(orientation, false)) == orientation);
    CHECK(exif_orientation(lab_test::small_jpeg(orientation, true)) == orientation);
  }
  CHECK(exif_orientation(lab_test::small_jpeg(0, true)) == 1);
  CHECK(exif_orientation(lab_test::small_jpeg(9, false)) == 1);
  const std::vector<std::uint8_t> png = {0x89, 'P', 'N', 'G', 0xFF, 0xE1};
  CHECK(exif_orientation(png) == 1);
}

TEST_CASE("a damaged EXIF entry means upright, and nothing beyond the file is read") {
  const auto whole = lab_test::small_jpeg(6, true);
  for (std::size_t n = 0; n < whole.size(); ++n) {
    const std::vector<std::uint8_t> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n));
    const int orientation = exif_orientation(cut);
    CHECK((orientation == 1 || (orientation == 6 && n >= 56)));
  }
  for (std::size_t at = 20; at < 56; ++at) {
    auto bad = whole;
    bad[at] = 0xFF;
    const int orientation = exif_orientation(bad);
    CHECK(orientation >= 1);
    CHECK(orientation <= 8);
  }
}

TEST_CASE("pictures are turned upright, for each of the eight orientations") {
  // Upright is  1 2 3    Each entry is how a camera held that way stores it: first row and first column as the EXIF
  //             4 5 6    standard names them (table of tag 0x0112).
  const Picture expected{3, 2, 1, {1, 2, 3, 4, 5, 6}};
  const Picture stored[] = {
      {3, 2, 1, {1, 2, 3, 4, 5, 6}},  // row: top, column: left
      {3, 2, 1, {3, 2, 1, 6, 5, 4}},  // top, right
      {3, 2, 1, {6, 5, 4, 3, 2, 1}},  // bottom, right
      {3, 2, 1, {4, 5, 6, 1, 2, 3}},  // bottom, left
      {2, 3, 1, {1, 4, 2, 5, 3, 6}},  // left, top
      {2, 3, 1, {3, 6, 2, 5, 1, 4}},  // right, top
      {2, 3, 1, {6, 3, 5, 2, 4, 1}},  // right, bottom
      {2, 3, 1, {4, 1, 5, 2, 6, 3}},  // left, bottom
  };
  int orientation = 1;
  for (const Picture& picture : stored) {
    CAPTURE(orientation);
    const Picture turned = lab::upright(picture, orientation++);
    CHECK(turned.width == expected.width);
    CHECK(turned.height == expected.height);
    CHECK(turned.pixels == expected.pixels);
  }
  // Channels stay together.
  const Picture colour = lab::upright({1, 2, 3, {1, 2, 3, 4, 5, 6}}, 3);
  CHECK(colour.pixels == std::vector<std::uint8_t>{4, 5, 6, 1, 2, 3});
}
