#include "data/array_set.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "byte_files.h"

using lab::ArraySet;
using lab::NumberArray;
using lab::Shape;
using namespace lab_test;
using Kind = lab::NumberType::Kind;

namespace {

/// So many images of 2 x 2 pixels of one level; 2 and more, so that bytes stay as they are.
NumberArray images(const std::string& name, int count, std::uint8_t level = 9) {
  return array(name, {count, 2, 2}, Bytes(static_cast<std::size_t>(count) * 4, level));
}

NumberArray classes(const std::string& name, const Bytes& of_images) {
  return array(name, {static_cast<int>(of_images.size())}, of_images);
}

lab::Result<lab::Dataset> together(std::vector<NumberArray> arrays, bool are_classes = false) {
  ArraySet set;
  for (NumberArray& each : arrays) set.add(std::move(each), are_classes);
  return set.finish();
}

std::string why(std::vector<NumberArray> arrays, bool are_classes = false) {
  return refusal(together(std::move(arrays), are_classes));
}

/// The first pixel of each image.
Bytes levels(const lab::ImageSet& set) {
  Bytes out;
  for (int i = 0; i < set.size(); ++i) out.push_back(set.image(i)[0]);
  return out;
}

lab::ImageSet batch(std::uint8_t level, const Bytes& of_images) {
  lab::ImageSet set;
  set.shape = Shape::image(1, 1, 1);
  set.pixels.assign(of_images.size(), level);
  set.labels = of_images;
  return set;
}

}  // namespace

TEST_CASE("names tell training from test images and their labels, in any order") {
  const auto set = together({classes("t10k-labels", labels(5)), images("train-images", 12, 3),
                             images("t10k-images", 5, 4), classes("train-labels", labels(12))});
  REQUIRE(set.ok());
  CHECK(set->name == "Own files");
  CHECK(levels(set->train) == Bytes(12, 3));
  CHECK(set->train.labels == labels(12));
  CHECK(levels(set->test) == Bytes(5, 4));
  CHECK(set->test.labels == labels(5));
  CHECK(set->notes.empty());
  // Sets of the same size: only names can tell.
  const auto same = together(
      {classes("y_test", {1, 1}), classes("y_train", {0, 0}), images("x_train", 2, 3), images("x_test", 2, 4)});
  REQUIRE(same.ok());
  CHECK(same->train.labels == Bytes{0, 0});
  CHECK(levels(same->test) == Bytes{4, 4});
}

TEST_CASE("names that say nothing: counts decide") {
  for (const bool numpy : {false, true}) {  // whose arrays may be classes, where there are no labels
    CAPTURE(numpy);
    const auto set =
        together({classes("a", labels(7)), images("b", 7, 7), images("c", 20, 20), classes("d", labels(20))}, numpy);
    REQUIRE(set.ok());
    CHECK(levels(set->train) == Bytes(20, 20));
    CHECK(set->train.labels == labels(20));
    CHECK(set->test.labels == labels(7));
  }
}

TEST_CASE("without test images the last sixth is held out; without labels there are none") {
  auto set = together({array("a", {13, 1, 1}, ramp(13)), classes("b", labels(13))});
  REQUIRE(set.ok());
  CHECK(set->train.pixels == ramp(11));
  CHECK(set->train.labels == labels(11));
  CHECK(set->test.pixels == Bytes{11, 12});
  CHECK(set->test.labels == Bytes{1, 2});
  set = together({images("x_test", 2)});
  REQUIRE(set.ok());
  CHECK(set->train.size() == 1);
  CHECK(set->test.size() == 1);
  CHECK(set->train.labels.empty());
  CHECK(set->test.labels.empty());
}

TEST_CASE("validation images are tested with, or trained on where there are others to test with") {
  const auto two = together({images("x_train", 3, 3), images("x_val", 2, 4)});
  REQUIRE(two.ok());
  CHECK(levels(two->train) == Bytes(3, 3));
  CHECK(levels(two->test) == Bytes(2, 4));
  CHECK(two->notes.empty());
  const auto three = together({images("x_test", 1, 5), classes("y_test", {1}), images("x_train", 3, 3),
                               classes("y_train", {2, 2, 2}), images("x_val", 2, 4), classes("y_val", {3, 3})});
  REQUIRE(three.ok());
  CHECK(levels(three->train) == Bytes{3, 3, 3, 4, 4});
  CHECK(three->train.labels == Bytes{2, 2, 2, 3, 3});
  CHECK(levels(three->test) == Bytes{5});
  REQUIRE(three->notes.size() == 1);
  CHECK(three->notes[0] == "The 2 validation images are trained on too, because there are others to test with.");
}

TEST_CASE("batches with labels of their own follow each other in the order of their names") {
  ArraySet set;
  CHECK(set.empty());
  set.add("test_batch", batch(5, {5, 6}));
  set.add("data_batch_2", batch(2, {9}));
  set.add("data_batch_1", batch(1, {3, 4}));
  set.set_class_names({"zero", "one"});
  CHECK_FALSE(set.empty());
  const auto data = set.finish();
  REQUIRE(data.ok());
  CHECK(data->train.pixels == Bytes{1, 1, 2});
  CHECK(data->train.labels == Bytes{3, 4, 9});
  CHECK(data->test.labels == Bytes{5, 6});
  CHECK(data->class_names == std::vector<std::string>{"zero", "one"});
}

TEST_CASE("classes are named only where there are labels") {
  ArraySet set;
  set.set_class_names({"zero", "one"});
  set.add(images("a", 4), false);
  CHECK(set.finish()->class_names.empty());
}

TEST_CASE("arrays without labels are a class each, evenly spread") {
  const auto set =
      together({images("set/tree.npy", 2, 30), images("set/bicycle.npy", 4, 10), images("set/cat.npy", 6, 20)}, true);
  REQUIRE(set.ok());
  CHECK(set->class_names == std::vector<std::string>{"bicycle", "cat", "tree"});
  CHECK(levels(set->train) == Bytes{20, 10, 20, 30, 10, 20, 20, 10, 20, 30});
  CHECK(set->train.labels == Bytes{1, 0, 1, 2, 0, 1, 1, 0, 1, 2});
  CHECK(levels(set->test) == Bytes{10, 20});
  CHECK(set->test.labels == Bytes{0, 1});
  // Files that are no arrays of NumPy are not: IDX files of images alone.
  const auto idx = together({images("tree", 2), images("bicycle", 4)}, false);
  REQUIRE(idx.ok());
  CHECK(idx->train.labels.empty());
  CHECK(idx->train.size() == 4);
}

TEST_CASE("classes in folders for training and testing are the same classes") {
  const auto set = together({images("train/cat.npy", 3, 3), images("train/dog.npy", 3, 4), images("test/dog.npy", 2, 5),
                             images("test/cat.npy", 1, 6)},
                            true);
  REQUIRE(set.ok());
  CHECK(set->class_names == std::vector<std::string>{"cat", "dog"});
  CHECK(set->train.size() == 6);
  CHECK(levels(set->test) == Bytes{5, 6, 5});
  CHECK(set->test.labels == Bytes{1, 0, 1});
  // Two arrays of which one is for testing are no classes.
  const auto two = together({images("x_train.npy", 3), images("x_test.npy", 2)}, true);
  REQUIRE(two.ok());
  CHECK(two->train.labels.empty());
  CHECK(two->train.size() == 3);
  CHECK(two->test.size() == 2);
}

TEST_CASE("what is white in one array is white in the others") {
  const lab::NumberType floating{Kind::floating, 4, false};
  const auto set = together(
      {array("a", {2, 1, 1}, floats({0.0F, 1.0F}), floating), array("b", {1, 1, 1}, floats({255.0F}), floating)});
  REQUIRE(set.ok());
  CHECK(set->train.pixels == Bytes{0, 1});
  CHECK(set->test.pixels == Bytes{255});
}

TEST_CASE("tables bring their labels") {
  ArraySet set;
  CHECK(set.add(lab::CsvImages{array("mnist_train.csv", {3, 9}, ramp(27)), {classes("l", {7, 8, 9})}}).ok());
  CHECK(set.add(lab::CsvImages{array("mnist_test.csv", {1, 9}, ramp(9)), {classes("l", {1})}}).ok());
  const auto data = set.finish();
  REQUIRE(data.ok());
  CHECK(data->train.shape == Shape::image(3, 3, 1));
  CHECK(data->train.labels == Bytes{7, 8, 9});
  CHECK(data->test.labels == Bytes{1});
  CHECK(data->test.pixels == ramp(9));
  // Whatever it is called.
  CHECK(set.add(lab::CsvImages{array("labelled.csv", {3, 9}, ramp(27)), {classes("l", {7, 8, 9})}}).ok());
  CHECK(refusal(set.add(lab::CsvImages{array("iris.csv", {3, 12}, ramp(36)), {}})) ==
        "iris.csv has 12 numbers a row beside the label, which are no square image.");
  CHECK(refusal(set.add(lab::CsvImages{array("t.csv", {1, 9}, ramp(9)), {classes("t.csv (labels)", {})}})) ==
        "t.csv (labels) holds no labels.");
}

TEST_CASE("arrays that do not belong together are refused") {
  CHECK(why({}) == "No files with images were given.");
  CHECK(why({classes("b", labels(8))}) == "b holds labels only; the images are needed too.");
  CHECK(why({images("train-a", 9), classes("train-b", labels(8))}) ==
        "train-b holds 8 labels, but train-a holds 9 images.");
  CHECK(why({images("a", 9), classes("b", labels(1))}) ==
        "b holds 1 label, and there are no images that they belong to.");
  CHECK(why({images("train-a", 3), classes("train-1", labels(3)), classes("train-2", labels(3))}) ==
        "train-2 and train-1 both hold labels for train-a.");
  CHECK(why({images("a", 4), array("b", {4, 2, 3}, ramp(24))}) ==
        "a holds images of shape (2, 2, 1), but b of shape (2, 3, 1).");
  CHECK(why({images("a", 4), images("b", 3), classes("c", labels(4))}) ==
        "The labels for b are missing; give labels for all images, or for none.");
  CHECK(why({images("a", 1)}) == "a holds a single image; at least two are needed, one to train on and one to test.");
  CHECK(why({images("a", 2), classes("b", {1, 2}), array("c", {2}, {0, 1, 0, 2}, {Kind::integer, 2, false})}) ==
        "c has a label in row 1 that is no whole number from 0 to 255.");
  CHECK(why({array("a", {2, 2, 5, 5}, ramp(100))}) ==
        Contains("a has the shape (2, 2, 5, 5), which is none of images"));
}

TEST_CASE("the last sixth is at least one image") {
  const auto held_out = [](std::size_t count) {
    lab::Dataset set;
    set.train.shape = Shape::image(1, 1, 1);
    set.train.pixels = ramp(count);
    lab::hold_out_sixth(set);
    CHECK(set.test.shape == set.train.shape);
    CHECK(set.train.pixels == ramp(count - set.test.pixels.size()));
    return set.test.pixels;
  };
  CHECK(held_out(2) == Bytes{1});
  CHECK(held_out(11) == Bytes{10});
  CHECK(held_out(12) == Bytes{10, 11});
}
