#include "data/picture_set.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "data/png.h"
#include "small_jpeg.h"

using lab::PictureSet;
using lab::Shape;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes png(std::uint8_t level, int side = 3, int channels = 1) {
  const auto size =
      static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * static_cast<std::size_t>(channels);
  return lab::encode_png({side, side, channels, Bytes(size, level)});
}

/// Pictures in the given order; picture i has the grey level i everywhere.
lab::Result<lab::Dataset> collect(const std::vector<std::string>& names) {
  PictureSet set(Shape::image(2, 2, 1));
  std::uint8_t level = 0;
  for (const std::string& name : names) {
    const lab::Status status = set.add({name, png(level++)});
    if (!status) return status.error();
  }
  return set.finish();
}

Bytes levels(const lab::ImageSet& set) {
  Bytes out;
  for (int i = 0; i < set.size(); ++i) out.push_back(set.image(i)[3]);
  return out;
}

}  // namespace

TEST_CASE("every seventh picture in the order of names is for testing") {
  std::vector<std::string> names;
  for (int i = 0; i < 15; ++i) names.push_back(std::string(1, static_cast<char>('o' - i)) + ".png");
  const auto set = collect(names);
  REQUIRE(set.ok());
  CHECK(set->train.shape == Shape::image(2, 2, 1));
  CHECK(levels(set->test) == Bytes{8, 1});  // the 7th and the 14th name are those of pictures 8 and 1
  CHECK(set->train.size() == 13);
  CHECK(set->train.image(0)[0] == 14);
  CHECK(set->train.labels.empty());
  const auto few = collect({"b.png", "a.png", "c.png"});
  REQUIRE(few.ok());
  CHECK(levels(few->train) == Bytes{1, 0});
  CHECK(levels(few->test) == Bytes{2});
}

TEST_CASE("subfolders are classes, in the order of their names") {
  const auto set = collect({"dogs/1.png", "cats/a/2.png", "cats/1.png", "birds/x.png"});
  REQUIRE(set.ok());
  CHECK(set->class_names == std::vector<std::string>{"birds", "cats", "dogs"});
  CHECK(levels(set->train) == Bytes{3, 2, 1});
  CHECK(set->train.labels == Bytes{0, 1, 1});
  CHECK(set->test.labels == Bytes{2});
  // One picture without a class: no labels at all.
  const auto mixed = collect({"dogs/1.png", "2.png", "cats/1.png"});
  REQUIRE(mixed.ok());
  CHECK(mixed->train.labels.empty());
  CHECK(mixed->class_names.empty());
}

TEST_CASE("more classes than a byte can tell: no labels") {
  std::vector<std::string> names;
  for (int i = 0; i < 256; ++i) names.push_back(std::to_string(1000 + i) + "/x.png");
  CHECK(collect(names)->train.labels.size() == 220);
  names.emplace_back("2000/x.png");
  CHECK(collect(names)->train.labels.empty());
}

TEST_CASE("folders called train and test are the two sets") {
  const auto set = collect({"train/cats/1.png", "Test/dogs/2.png", "train/dogs/3.png", "test/cats/4.png"});
  REQUIRE(set.ok());
  CHECK(set->class_names == std::vector<std::string>{"cats", "dogs"});
  CHECK(levels(set->train) == Bytes{0, 2});
  CHECK(set->train.labels == Bytes{0, 1});
  CHECK(levels(set->test) == Bytes{1, 3});
  CHECK(set->test.labels == Bytes{1, 0});
  const auto only_train = collect({"train/1.png", "train/2.png"});
  REQUIRE(only_train.ok());
  CHECK(only_train->test.size() == 1);
  CHECK(only_train->train.labels.empty());
}

TEST_CASE("transparency becomes white; colour, grey and JPEG mix") {
  PictureSet set(Shape::image(2, 2, 3));
  const Bytes half = {10, 20, 30, 0, 10, 20, 30, 255, 10, 20, 30, 0, 10, 20, 30, 255};
  CHECK(set.add({"a.png", lab::encode_png({2, 2, 4, half})}).ok());
  CHECK(set.add({"b.png", png(99)}).ok());
  CHECK(set.add({"c.jpg", lab_test::small_jpeg()}).ok());
  CHECK(set.add({"d.png", lab::encode_png({1, 1, 2, {0, 51}})}).ok());
  const auto data = set.finish();
  REQUIRE(data.ok());
  const auto image = data->train.image(0);
  CHECK(Bytes(image.begin(), image.begin() + 6) == Bytes{255, 255, 255, 10, 20, 30});
  CHECK(data->train.image(1)[5] == 99);
  CHECK(data->train.image(2)[0] > 150);  // the middle square of the JPEG: red on the left
  CHECK(data->train.image(2)[5] > 150);  // blue on the right
  CHECK(data->test.image(0)[0] == 204);  // a fifth black on white
}

TEST_CASE("a single picture is cut into patches") {
  PictureSet set(Shape::image(4, 4, 1));
  CHECK(set.add({"photo.png", png(50, 64, 3)}).ok());
  const auto data = set.finish();
  REQUIRE(data.ok());
  CHECK(data->name == "photo.png");
  CHECK(data->train.size() > 100);
  CHECK(data->train.image(7)[7] == 50);
  CHECK_FALSE(set.finish().ok());
}

TEST_CASE("a damaged picture is refused by name, and the others stay") {
  PictureSet set(Shape::image(2, 2, 1));
  CHECK(set.add({"a.png", png(1)}).ok());
  CHECK(set.add({"b.png", {1, 2, 3}}).error().message == "b.png is not a PNG, JPEG or BMP picture.");
  CHECK(set.add({"c.png", png(3)}).ok());
  CHECK(set.finish()->train.size() == 1);
}
