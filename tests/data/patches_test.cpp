#include "data/patches.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <string>

using lab::Picture;
using lab::Shape;

namespace {

/// Every pixel tells its row and column: (y, x, 7).
Picture map_of(int width, int height) {
  Picture picture{width, height, 3, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const int v : {y, x, 7}) picture.pixels.push_back(static_cast<std::uint8_t>(v));
    }
  }
  return picture;
}

}  // namespace

TEST_CASE("patches are parts of the picture, and none is shared between training and testing") {
  const Shape patch = Shape::image(8, 8, 3);
  const auto set = lab::cut_patches(map_of(200, 150), patch, "x");
  REQUIRE(set.ok());
  CHECK(set->train.shape == patch);
  CHECK(set->test.shape == patch);
  CHECK(set->train.labels.empty());
  CHECK(set->train.size() > 2000);
  for (const lab::ImageSet* part : {&set->train, &set->test}) {
    std::set<int> places;
    for (int i = 0; i < part->size(); ++i) {
      const auto image = part->image(i);
      // 150 rows: the last 21 are for testing.
      const int top = image[0];
      if (part == &set->train) {
        CHECK(top + 8 <= 129);
      } else {
        CHECK(top >= 129);
      }
      CHECK(image[8 * 8 * 3 - 3] == top + 7);
      CHECK(image[8 * 8 * 3 - 2] == image[1] + 7);
      CHECK(image[2] == 7);
      places.insert(top * 256 + image[1]);
    }
    CHECK(static_cast<int>(places.size()) == part->size());
  }
}

TEST_CASE("patches overlap only where there would be few") {
  const auto count = [](int side) {
    return lab::cut_patches(map_of(side, side), Shape::image(4, 4, 1), "x")->train.size();
  };
  CHECK(count(8) == 5);          // rows 0 to 3, columns in steps of one
  CHECK(count(250) == 62 * 53);  // 250 / 4 and (250 - 35) / 4, side by side
}

TEST_CASE("a low picture is split into a left and a right part; colour becomes grey") {
  const auto set = lab::cut_patches(map_of(40, 10), Shape::image(10, 10, 1), "x");
  REQUIRE(set.ok());
  CHECK(set->train.shape == Shape::image(10, 10, 1));
  CHECK(set->test.size() == 1);
  CHECK(set->train.size() > 3);
  CHECK(static_cast<int>(set->train.image(0)[99]) > static_cast<int>(set->train.image(0)[0]));
}

TEST_CASE("a picture smaller than two patches is refused") {
  for (const Picture& picture : {map_of(28, 28), map_of(55, 27), map_of(27, 200), map_of(1, 1)}) {
    const auto set = lab::cut_patches(picture, Shape::image(28, 28, 1), "x.png");
    REQUIRE_FALSE(set.ok());
    CHECK(set.error().message.find("x.png is a single picture of ") == 0);
  }
}
