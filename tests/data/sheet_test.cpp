#include "data/digits/sheet.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "data/digits/digits.h"
#include "data/png.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

/// 16 grey levels, as the sheet keeps.
Bytes rounded(const Bytes& pixels) {
  Bytes out;
  for (const std::uint8_t p : pixels) out.push_back(static_cast<std::uint8_t>((p * 15 + 127) / 255 * 17));
  return out;
}

}  // namespace

TEST_CASE("a sheet gives back the digits it was written from, in 16 grey levels, with their labels") {
  for (const auto& [train, test] : {std::pair{1, 1}, {50, 7}, {1431, 99}}) {
    const lab::Dataset digits = lab::draw_sheet_digits(train, test, 77);
    const Bytes png = lab::write_sheet(digits);
    const auto back = lab::read_sheet(png);
    REQUIRE_MESSAGE(back.ok(), back.error().message);
    CHECK(back->train.size() == train);
    CHECK(back->test.size() == test);
    CHECK(back->train.pixels == rounded(digits.train.pixels));
    CHECK(back->test.pixels == rounded(digits.test.pixels));
    CHECK(back->train.labels == digits.train.labels);
    CHECK(back->test.labels == digits.test.labels);
  }
}

TEST_CASE("training and test digits of a sheet are drawn from different seeds") {
  const lab::Dataset digits = lab::draw_sheet_digits(20, 20);
  CHECK(digits.train.pixels != digits.test.pixels);
}

TEST_CASE("what is no sheet is refused with a sentence") {
  CHECK_FALSE(lab::read_sheet({}).ok());
  CHECK(lab::read_sheet(lab::encode_png({3, 2, 1, Bytes(6)})).error().message.find("not one that") !=
        std::string::npos);
  // The right width alone does not make a sheet, whatever its pixels say.
  for (const int height : {1, 29, 30, 100}) {
    for (const int level : {0, 17, 255}) {
      const auto size = std::size_t{1400} * static_cast<std::size_t>(height);
      CHECK_FALSE(
          lab::read_sheet(lab::encode_png({1400, height, 1, Bytes(size, static_cast<std::uint8_t>(level))})).ok());
    }
  }
  Bytes png = lab::write_sheet(lab::draw_sheet_digits(10, 5));
  png.resize(png.size() / 2);
  CHECK_FALSE(lab::read_sheet(png).ok());
}

#ifdef LAB_SOURCE_DIR
TEST_CASE("assets/digits.png is what the generator draws today") {
  std::ifstream file(LAB_SOURCE_DIR "/assets/digits.png", std::ios::binary);
  if (!file) {
    MESSAGE("skipped: no file system, or no assets");
    return;
  }
  const Bytes committed((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  CHECK(committed.size() <= 500'000);
  const lab::Dataset digits = lab::draw_sheet_digits();
  const auto shipped = lab::read_sheet(committed);
  REQUIRE_MESSAGE(shipped.ok(), shipped.error().message);
  CHECK(shipped->train.size() == lab::kSheetTrain);
  CHECK(shipped->test.size() == lab::kSheetTest);
  CHECK((shipped->train.pixels == rounded(digits.train.pixels)));
  CHECK((shipped->test.pixels == rounded(digits.test.pixels)));
  CHECK(shipped->train.labels == digits.train.labels);
  CHECK(shipped->test.labels == digits.test.labels);
#ifdef LAB_HAVE_ZLIB
  // The compressor is zlib here, as for the committed file.
  CHECK((lab::write_sheet(digits) == committed));
#endif
}
#endif
