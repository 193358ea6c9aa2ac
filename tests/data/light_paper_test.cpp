#include "data/light_paper.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <utility>

using lab::Dataset;
using lab::ImageSet;

namespace {

/// Images of ten pixels, so many of them of the level `paper`, the others of `ink`.
ImageSet sheets(int count, std::size_t paper_pixels, std::uint8_t paper = 255, std::uint8_t ink = 0) {
  ImageSet set;
  set.shape = lab::Shape::image(2, 5, 1);
  for (int i = 0; i < count; ++i) {
    set.pixels.insert(set.pixels.end(), paper_pixels, paper);
    set.pixels.insert(set.pixels.end(), 10 - paper_pixels, ink);
  }
  return set;
}

Dataset dataset(ImageSet train, ImageSet test) {
  Dataset data{"x", std::move(train), std::move(test)};
  data.light_paper = lab::on_light_paper(data.train);
  return data;
}

}  // namespace

TEST_CASE("paper is light where more than six of ten pixels are nearly white") {
  CHECK(lab::on_light_paper(sheets(3, 7)));
  CHECK_FALSE(lab::on_light_paper(sheets(3, 6)));
  CHECK(lab::on_light_paper(sheets(3, 7, 200)));
  CHECK_FALSE(lab::on_light_paper(sheets(3, 7, 199)));
  CHECK_FALSE(lab::on_light_paper(sheets(3, 9, 0, 255)));  // light ink on black
  CHECK_FALSE(lab::on_light_paper({}));
}

TEST_CASE("of many images some are looked at, from all parts of the set") {
  ImageSet set = sheets(2000, 0);
  const ImageSet light = sheets(4000, 10);
  set.pixels.insert(set.pixels.end(), light.pixels.begin(), light.pixels.end());
  CHECK(lab::on_light_paper(set));  // two of three
  CHECK_FALSE(lab::on_light_paper(sheets(6000, 0)));
}

TEST_CASE("own images on light paper may want turning round where the network sees them in grey") {
  Dataset data = dataset(sheets(2, 9), sheets(1, 9));
  REQUIRE(data.light_paper);
  CHECK(lab::may_want_inverting(data, lab::Shape::image(28, 28, 1)));
  CHECK(lab::may_want_inverting(data, lab::Shape::flat(784)));
  CHECK_FALSE(lab::may_want_inverting(data, lab::Shape::image(32, 32, 3)));
  CHECK_FALSE(lab::may_want_inverting(data, lab::Shape::flat(3072)));
  data.generated = 3;  // ours, and turned round because somebody wanted it
  CHECK_FALSE(lab::may_want_inverting(data, lab::Shape::flat(784)));
  data.generated = 0;
  invert(data);
  CHECK_FALSE(lab::may_want_inverting(data, lab::Shape::flat(784)));
}

TEST_CASE("turned round, light is dark, in training and test images") {
  Dataset data = dataset(sheets(2, 8, 250, 30), sheets(1, 8, 251, 0));
  REQUIRE(data.light_paper);
  invert(data);
  CHECK_FALSE(data.light_paper);
  CHECK(data.train.pixels == sheets(2, 8, 5, 225).pixels);
  CHECK(data.test.pixels == sheets(1, 8, 4, 255).pixels);
  invert(data);
  CHECK(data.light_paper);
  CHECK(data.train.pixels == sheets(2, 8, 250, 30).pixels);
  CHECK(data.test.pixels == sheets(1, 8, 251, 0).pixels);
}

TEST_CASE("dark paper turned round is light paper; grey is neither") {
  Dataset dark = dataset(sheets(2, 8, 3, 255), sheets(1, 8, 3, 255));
  REQUIRE_FALSE(dark.light_paper);
  invert(dark);
  CHECK(dark.light_paper);
  Dataset grey = dataset(sheets(2, 10, 128), sheets(1, 10, 128));
  invert(grey);
  CHECK_FALSE(grey.light_paper);
}
