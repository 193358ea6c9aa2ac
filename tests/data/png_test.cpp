#include "data/png.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "small_jpeg.h"

using lab::decode_picture;
using lab::Picture;

namespace {

Picture pattern(int width, int height, int channels) {
  Picture picture{width, height, channels, {}};
  for (int i = 0; i < width * height * channels; ++i) {
    picture.pixels.push_back(static_cast<std::uint8_t>((i * 37) ^ (i >> 3)));
  }
  return picture;
}

}  // namespace

TEST_CASE("a picture survives PNG, whatever its size and channels") {
  for (int channels = 1; channels <= 4; ++channels) {
    const Picture picture = pattern(31, 17, channels);
    const auto png = lab::encode_png(picture);
    REQUIRE_FALSE(png.empty());
    const auto back = decode_picture(png, 0);
    REQUIRE(back.ok());
    CHECK(back->width == 31);
    CHECK(back->height == 17);
    CHECK(back->channels == channels);
    CHECK(back->pixels == picture.pixels);
  }
  CHECK(lab::encode_png({}).empty());
}

TEST_CASE("a picture can be decoded to grey") {
  Picture white{2, 2, 3, std::vector<std::uint8_t>(12, 255)};
  const auto grey = decode_picture(lab::encode_png(white), 1);
  REQUIRE(grey.ok());
  CHECK(grey->channels == 1);
  CHECK(grey->pixels == std::vector<std::uint8_t>(4, 255));
}

TEST_CASE("what is no picture, or a damaged one, is refused with a sentence that names it") {
  CHECK(decode_picture({}, 1, "x.png").error().message == "x.png is empty.");
  const std::vector<std::uint8_t> text = {'h', 'e', 'l', 'l', 'o', ' ', 'w', 'o', 'r', 'l', 'd', '!'};
  CHECK(decode_picture(text, 1, "x.txt").error().message == "x.txt is not a PNG, JPEG or BMP picture.");
  auto png = lab::encode_png(pattern(40, 40, 1));
  for (const std::size_t n : {8U, 20U, 33U, 60U, 200U}) {
    CHECK_FALSE(decode_picture({png.data(), n}, 1, "x.png").ok());
  }
  // A header that claims 16384 x 16384 pixels is refused before memory is taken for them.
  for (const std::size_t at : {16U, 20U}) {
    png[at + 2] = 0x40;
    png[at + 3] = 0;
  }
  CHECK(decode_picture(png, 1, "x.png").error().message == "x.png is 16384 x 16384 pixels; at most " +
                                                               std::to_string(lab::kMaxPicturePixels >> 20) +
                                                               " million are accepted.");
}

TEST_CASE("a file far too short for the size in its header is refused before memory is taken") {
  std::vector<std::uint8_t> bmp = {'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0,  40,
                                   0,   0,   0, 0, 8, 0, 0, 0, 8, 0, 0,  1, 0, 24, 0};
  bmp.resize(200);
  CHECK(decode_picture(bmp, 0, "x.bmp").error().message ==
        "x.bmp says it is a picture of 2048 x 2048 pixels, but is far too short for that: damaged or cut off.");
  auto jpeg = lab_test::small_jpeg();
  const std::vector<std::uint8_t> frame = {0xFF, 0xC0, 0, 17, 8, 0, 8, 0, 16};
  const auto at = std::search(jpeg.begin(), jpeg.end(), frame.begin(), frame.end());
  REQUIRE(at != jpeg.end());
  at[5] = at[7] = 8;
  CHECK(decode_picture(jpeg, 0, "x.jpg").error().message.find("x.jpg says it is a picture of 2064 x 2056") == 0);
}

TEST_CASE("the most that PNG can pack is not mistaken for a damaged file") {
  const auto png = lab::encode_png({2000, 1000, 1, std::vector<std::uint8_t>(2'000'000, 0)});
  CHECK(decode_picture(png, 1).ok());
}

TEST_CASE("a JPEG picture is decoded, upright") {
  const auto near = [](const Picture& picture, int x, int y, const std::array<int, 3>& colour) {
    for (int c = 0; c < 3; ++c) {
      const auto at = static_cast<std::size_t>((y * picture.width + x) * 3 + c);
      if (std::abs(picture.pixels[at] - colour.at(static_cast<std::size_t>(c))) > 4) return false;
    }
    return true;
  };
  const std::array<int, 3> red = {200, 30, 40};
  const std::array<int, 3> blue = {20, 60, 220};
  const auto flat = decode_picture(lab_test::small_jpeg(), 3);
  REQUIRE(flat.ok());
  CHECK(flat->width == 16);
  CHECK(flat->height == 8);
  CHECK(near(*flat, 0, 0, red));
  CHECK(near(*flat, 15, 7, blue));
  // Stored with its right side up: the true picture stands, red above blue.
  const auto turned = decode_picture(lab_test::small_jpeg(6, true), 3);
  REQUIRE(turned.ok());
  CHECK(turned->width == 8);
  CHECK(turned->height == 16);
  CHECK(near(*turned, 7, 0, red));
  CHECK(near(*turned, 0, 15, blue));
  auto cut = lab_test::small_jpeg();
  cut.resize(150);
  CHECK(decode_picture(cut, 3, "x.jpg").error().message.find("x.jpg is") == 0);
}

TEST_CASE("pictures are recognised by their first bytes") {
  CHECK(lab::looks_like_picture(lab_test::small_jpeg()));
  CHECK(lab::looks_like_picture(lab::encode_png(pattern(3, 3, 1))));
  const std::vector<std::uint8_t> bmp = {'B', 'M', 0, 0};
  CHECK(lab::looks_like_picture(bmp));
  const std::vector<std::uint8_t> idx = {0, 0, 8, 3};
  CHECK_FALSE(lab::looks_like_picture(idx));
  CHECK_FALSE(lab::looks_like_picture({}));
}
