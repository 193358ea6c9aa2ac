#include "data/png.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

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
  CHECK(decode_picture(text, 1, "x.txt").error().message == "x.txt is not a PNG or BMP picture.");
  auto png = lab::encode_png(pattern(40, 40, 1));
  for (const std::size_t n : {8U, 20U, 33U, 60U, 200U}) {
    CHECK_FALSE(decode_picture({png.data(), n}, 1, "x.png").ok());
  }
  // A header that claims 16384 x 16384 pixels is refused before memory is taken for them.
  for (const std::size_t at : {16U, 20U}) {
    png[at + 2] = 0x40;
    png[at + 3] = 0;
  }
  CHECK(decode_picture(png, 1, "x.png").error().message ==
        "x.png is 16384 x 16384 pixels; at most 64 million are accepted.");
}
