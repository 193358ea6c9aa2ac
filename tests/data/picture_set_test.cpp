#include "data/picture_set.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "byte_files.h"
#include "data/png.h"
#include "small_jpeg.h"

using lab::PictureSet;
using lab::Shape;
using lab_test::Bytes;
using lab_test::png;
using lab_test::refusal;

namespace {

/// Pictures in the given order; picture i has the grey level i everywhere.
lab::Result<lab::Dataset> collect(const std::vector<std::string>& names, const std::vector<std::string>& lost = {}) {
  PictureSet set(Shape::image(2, 2, 1));
  std::uint8_t level = 0;
  for (const std::string& name : names) {
    const lab::Status status = set.add({name, png(level++, 3)});
    if (!status) return status.error();
  }
  return set.finish(lost);
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

TEST_CASE("of folders for training and testing inside each other the inner one counts") {
  // As an archive called test.zip gives them.
  const auto set = collect({"test/train/cats/1.png", "test/test/cats/2.png", "test/train/dogs/3.png"});
  REQUIRE(set.ok());
  CHECK(set->class_names == std::vector<std::string>{"cats", "dogs"});
  CHECK(levels(set->train) == Bytes{0, 2});
  CHECK(levels(set->test) == Bytes{1});
  // Folders for classes may be the outer ones.
  const auto outer = collect({"cats/train/1.png", "cats/test/2.png", "dogs/train/3.png"});
  REQUIRE(outer.ok());
  CHECK(outer->class_names == std::vector<std::string>{"cats", "dogs"});
  CHECK(levels(outer->test) == Bytes{1});
}

TEST_CASE("validation pictures are tested with, or trained on where there are others to test with") {
  const auto two = collect({"train/cats/1.png", "val/cats/2.png", "train/dogs/3.png"});
  REQUIRE(two.ok());
  CHECK(levels(two->train) == Bytes{0, 2});
  CHECK(levels(two->test) == Bytes{1});
  CHECK(two->notes.empty());
  const auto three = collect({"train/cats/1.png", "valid/cats/2.png", "test/cats/3.png", "val/cats/4.png"});
  REQUIRE(three.ok());
  CHECK(levels(three->train) == Bytes{0, 3, 1});
  CHECK(levels(three->test) == Bytes{2});
  CHECK(three->notes == std::vector<std::string>{
                            "The 2 validation pictures are trained on too, because there are others to test with."});
}

TEST_CASE("folders that all names begin with say nothing, as long as others follow them") {
  const auto set = collect({"data/all/dogs/1.png", "data/all/cats/1.png", "data/all/cats/more/2.png"});
  REQUIRE(set.ok());
  CHECK(set->class_names == std::vector<std::string>{"cats", "dogs"});
  CHECK(set->train.labels == Bytes{0, 0});
  // A folder for training is none of them; a class alone stays one.
  const auto train = collect({"data/train/cats/1.png", "data/train/dogs/1.png"});
  CHECK(train->class_names == std::vector<std::string>{"cats", "dogs"});
  CHECK(collect({"cats/1.png", "cats/2.png"})->class_names == std::vector<std::string>{"cats"});
  // Those that were lost had folders too: "cats" is a class among others, and not what all names begin with.
  CHECK(collect({"cats/a/1.png", "cats/b/2.png"}, {"3.png"})->class_names == std::vector<std::string>{"cats"});
}

TEST_CASE("a class that has lost all of its pictures is an error, one that has lost some is none") {
  CHECK(collect({"cats/1.png", "dogs/1.png"}, {"dogs/2.png", "cats/2.png"}).ok());
  const char* const gone = "The class \"birds\" has lost all of its pictures.";
  CHECK(refusal(collect({"cats/1.png", "dogs/1.png"}, {"dogs/2.png", "birds/2.png"})) == gone);
  CHECK(refusal(collect({"train/cats/1.png", "test/cats/1.png"}, {"train/birds/2.png"})) == gone);
  CHECK(refusal(collect({"cats/1.png"}, {"birds/2.png"})) == gone);
  // Where there are no classes none can be lost.
  CHECK(collect({"cats/1.png", "2.png"}, {"birds/2.png"}).ok());
  CHECK(collect({"1.png", "2.png"}, {"3.png"}).ok());
}

TEST_CASE("transparency becomes white; colour, grey and JPEG mix") {
  PictureSet set(Shape::image(2, 2, 3));
  const Bytes half = {10, 20, 30, 0, 10, 20, 30, 255, 10, 20, 30, 0, 10, 20, 30, 255};
  CHECK(set.add({"a.png", lab::encode_png({2, 2, 4, half})}).ok());
  CHECK(set.add({"b.png", png(99, 3)}).ok());
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
  CHECK(set.add({"a.png", png(1, 3)}).ok());
  CHECK(set.add({"b.png", {1, 2, 3}}).error().message.find("b.png is not a ") == 0);
  CHECK(set.add({"c.png", png(3, 3)}).ok());
  CHECK(set.finish()->train.size() == 1);
}
