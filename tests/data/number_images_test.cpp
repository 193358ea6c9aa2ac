#include "data/number_images.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "byte_files.h"

using lab::NumberArray;
using lab::NumberType;
using lab::Shape;
using lab_test::array;
using lab_test::Bytes;
using lab_test::floats;
using lab_test::ramp;
using lab_test::refusal;
using Kind = lab::NumberType::Kind;

namespace {

constexpr NumberType kFloat{Kind::floating, 4, false};

/// The images of one array by its own range.
lab::Result<lab::ImageSet> images(NumberArray numbers) {
  const auto range = lab::range_of(numbers, {});
  if (!range) return range.error();
  return lab::images_of(std::move(numbers), *range);
}

/// The bytes that 2 x 2 images of these numbers become.
Bytes pixels(const std::vector<float>& numbers) {
  const auto set = images(array("x", {static_cast<int>(numbers.size()) / 4, 2, 2}, floats(numbers), kFloat));
  return set ? set->pixels : Bytes{};
}

std::string labels_refusal(const NumberArray& numbers) { return refusal(lab::labels_of(numbers)); }

}  // namespace

TEST_CASE("a row of numbers is a square image, grey before colour") {
  CHECK(lab::image_shape_of_row(784) == Shape::image(28, 28, 1));
  CHECK(lab::image_shape_of_row(3072) == Shape::image(32, 32, 3));
  CHECK(lab::image_shape_of_row(9) == Shape::image(3, 3, 1));
  CHECK(lab::image_shape_of_row(48) == Shape::image(4, 4, 3));
  for (const int none : {-1, 0, 1, 4, 8, 10, 12, 27, 785, 3071, INT32_MAX, INT32_MAX - 1}) {
    CAPTURE(none);
    CHECK_FALSE(lab::image_shape_of_row(none));
  }
}

TEST_CASE("labels are told from images by their shape, and by a name that says so") {
  const auto labels = [](const char* name, const std::vector<int>& shape) {
    return lab::holds_labels(array(name, shape, {}));
  };
  CHECK(labels("x", {5}));
  CHECK(labels("x", {}));
  CHECK(labels("x", {5, 1}));
  CHECK(labels("x", {5, 8}));   // QMNIST
  CHECK(labels("x", {5, 10}));  // one of ten classes
  CHECK_FALSE(labels("x", {5, 784}));
  CHECK_FALSE(labels("x", {5, 4000}));  // no image, and no labels: said when it is read
  CHECK_FALSE(labels("x", {5, 28, 28}));
  CHECK_FALSE(labels("x", {5, 28, 28, 3}));
  // A hundred classes are no images of 10 x 10.
  CHECK_FALSE(labels("x_train.npy", {5, 100}));
  CHECK(labels("set/y_train.npy", {5, 100}));
  CHECK(labels("y.npy", {5, 100}));
  CHECK(labels("Train-Labels", {5, 100}));
  CHECK_FALSE(labels("labels/cat.npy", {5, 100}));
  CHECK_FALSE(labels("y_train.npy", {5, 10, 10}));
}

TEST_CASE("every layout of images, by rows and by columns") {
  // Two images of 2 x 4 pixels in colour; each number is its place with the channel last.
  const auto place = [](int n, int y, int x, int c) {
    return static_cast<std::uint8_t>(((n * 2 + y) * 4 + x) * 3 + c);
  };
  Bytes channel_first;
  Bytes by_columns;
  for (int n = 0; n < 2; ++n) {
    for (int c = 0; c < 3; ++c) {
      for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 4; ++x) channel_first.push_back(place(n, y, x, c));
      }
    }
  }
  for (int c = 0; c < 3; ++c) {
    for (int x = 0; x < 4; ++x) {
      for (int y = 0; y < 2; ++y) {
        for (int n = 0; n < 2; ++n) by_columns.push_back(place(n, y, x, c));
      }
    }
  }
  NumberArray columns = array("x", {2, 2, 4, 3}, by_columns);
  columns.by_columns = true;
  for (const NumberArray& numbers :
       {array("x", {2, 2, 4, 3}, ramp(48)), array("x", {2, 3, 2, 4}, channel_first), columns}) {
    const auto set = images(numbers);
    REQUIRE(set.ok());
    CHECK(set->shape == Shape::image(2, 4, 3));
    CHECK(set->pixels == ramp(48));
    CHECK(set->labels.empty());
  }
  for (const std::vector<int>& shape : {std::vector<int>{6, 2, 4}, {6, 2, 4, 1}, {6, 1, 2, 4}}) {
    const auto grey = images(array("x", shape, ramp(48)));
    REQUIRE(grey.ok());
    CHECK(grey->shape == Shape::image(2, 4, 1));
    CHECK(grey->pixels == ramp(48));
  }
}

TEST_CASE("rows of squares become images, by rows and by columns") {
  const auto rows = images(array("x", {3, 16}, ramp(48)));
  REQUIRE(rows.ok());
  CHECK(rows->shape == Shape::image(4, 4, 1));
  CHECK(rows->pixels == ramp(48));
  CHECK(images(array("x", {2, 48}, ramp(96)))->shape == Shape::image(4, 4, 3));
  CHECK(images(array("x", {2, 48}, ramp(96)))->pixels == ramp(96));
  NumberArray columns = array("x", {2, 9}, {});
  columns.by_columns = true;
  for (const std::uint8_t first : ramp(9)) {
    columns.bytes.push_back(first);
    columns.bytes.push_back(static_cast<std::uint8_t>(first + 9));
  }
  CHECK(images(columns)->pixels == ramp(18));
}

TEST_CASE("what lies before the numbers in the file is no part of them") {
  NumberArray numbers = array("x", {2, 2, 2}, ramp(11));
  numbers.offset = 3;
  CHECK(images(numbers)->pixels == Bytes{3, 4, 5, 6, 7, 8, 9, 10});
}

TEST_CASE("numbers become bytes by how far they reach") {
  CHECK(pixels({0.0F, 0.5F, 1.0F, 0.25F}) == Bytes{0, 128, 255, 64});
  CHECK(pixels({0, 8, 16, 1}) == Bytes{0, 128, 255, 16});  // scikit-learn's digits
  CHECK(pixels({0, 17, 100, 200}) == Bytes{0, 17, 100, 200});
  CHECK(pixels({0, 257, 65535, 25700}) == Bytes{0, 1, 255, 100});
  CHECK(pixels({0, 50000, 100000, 1000}) == Bytes{0, 128, 255, 3});
  CHECK(pixels({-1, 0, 1, 0.5F}) == Bytes{0, 128, 255, 191});
  CHECK(pixels({-10, -5, -10, -5}) == Bytes{0, 128, 0, 128});  // 0 belongs to the range
  CHECK(pixels({0, 0, 0, 0}) == Bytes{0, 0, 0, 0});
}

TEST_CASE("bytes stay as they are, unless they are nothing but 0 and 1") {
  CHECK(images(array("x", {1, 2, 2}, {0, 2, 1, 0}))->pixels == Bytes{0, 2, 1, 0});
  CHECK(images(array("x", {1, 2, 2}, {0, 1, 1, 0}))->pixels == Bytes{0, 255, 255, 0});
  CHECK(images(array("x", {1, 2, 2}, {0, 9, 1, 0}, {Kind::boolean, 1, false}))->pixels == Bytes{0, 255, 255, 0});
}

TEST_CASE("arrays that belong together share their range") {
  const NumberArray dark = array("dark", {1, 2, 2}, floats({0.0F, 0.5F, 0.5F, 0.0F}), kFloat);
  const NumberArray light = array("light", {1, 2, 2}, floats({0.0F, 200.0F, 255.0F, 0.0F}), kFloat);
  const auto both = lab::range_of(light, *lab::range_of(dark, {}));
  REQUIRE(both.ok());
  CHECK(both->least == 0.0);
  CHECK(both->greatest == 255.0);
  CHECK(lab::images_of(dark, *both)->pixels == Bytes{0, 1, 1, 0});
  // The same the other way round, and nothing shrinks.
  CHECK(lab::range_of(dark, *lab::range_of(light, {}))->greatest == 255.0);
  const auto wide = lab::range_of(array("x", {1}, {7}), {-3.0, 4.0});
  CHECK(wide->least == -3.0);
  CHECK(wide->greatest == 7.0);
}

TEST_CASE("what is not finite is refused, and the greatest numbers do no harm") {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  for (const float bad : {std::nanf(""), kInf, -kInf}) {
    CHECK(refusal(images(array("x", {1, 2, 2}, floats({0, 1, bad, 1}), kFloat))) ==
          "x holds something that is not a number (NaN or infinity).");
  }
  CHECK(refusal(images(array("x", {1, 2, 2}, {0, 0, 0, 0, 0, 0x7C, 0, 0}, {Kind::floating, 2, false}))) ==
        lab_test::Contains("x holds something that is not a number"));
  Bytes doubles;
  for (const double huge : {-1e308, 1e308, 0.0, 0.0}) lab::put_u64(doubles, std::bit_cast<std::uint64_t>(huge));
  CHECK(refusal(images(array("x", {1, 2, 2}, doubles, {Kind::floating, 8, false}))) ==
        lab_test::Contains("x holds something that is not a number"));
  constexpr float kMost = std::numeric_limits<float>::max();
  CHECK(pixels({-kMost, kMost, 0, kMost}) == Bytes{0, 255, 128, 255});
}

TEST_CASE("what is no array of images is refused by its shape") {
  const auto why = [](const std::vector<int>& shape) { return refusal(images(array("x", shape, Bytes(1 << 17)))); };
  CHECK(why({2, 8}).find("x has the shape (2, 8), which is none of images") == 0);
  for (const std::vector<int>& shape :
       {std::vector<int>{}, {5}, {2, 1100}, {2, 2, 5, 5}, {2, 5, 5, 4}, {1, 1, 1, 1, 1}}) {
    CAPTURE(lab::shape_text(shape));
    CHECK(why(shape) == lab_test::Contains("which is none of images"));
  }
  CHECK(why({0, 5, 5}) == "x holds no images.");
  CHECK(why({0, 784}) == "x holds no images.");
  CHECK(why({2, 0, 5}) == "x says its images are 0 x 5 pixels; 1 x 1 to 256 x 256 are accepted.");
  CHECK(why({1, 257, 10}) == "x says its images are 257 x 10 pixels; 1 x 1 to 256 x 256 are accepted.");
  CHECK(why({1, 10, 257, 3}) == lab_test::Contains("10 x 257 pixels"));
  CHECK(why({1, 3, 257, 10}) == lab_test::Contains("257 x 10 pixels"));
  CHECK(why({1, 256, 256}) == "(accepted)");
}

TEST_CASE("labels of one column, of the first of several, and of one in so many") {
  const auto labels = [](const NumberArray& numbers) { return *lab::labels_of(numbers); };
  CHECK(labels(array("y", {4}, {3, 0, 255, 1})) == Bytes{3, 0, 255, 1});
  CHECK(labels(array("y", {3, 1}, {3, 0, 7})) == Bytes{3, 0, 7});
  CHECK(labels(array("y", {2, 3}, {5, 0, 1, 7, 9, 9})) == Bytes{5, 7});              // QMNIST
  CHECK(labels(array("y", {3, 3}, {0, 1, 0, 1, 0, 0, 0, 0, 1})) == Bytes{1, 0, 2});  // Keras's to_categorical
  CHECK(labels(array("y", {2, 3}, {0, 1, 1, 1, 0, 0})) == Bytes{0, 1});              // two ones: the first column
  CHECK(labels(array("y", {2, 2}, floats({0, 1, 1, 0}), kFloat)) == Bytes{1, 0});
  CHECK(labels(array("y", {}, {4})) == Bytes{4});
  CHECK(labels(array("y", {2}, floats({4, 200}), kFloat)) == Bytes{4, 200});
  CHECK(labels(array("y", {2}, {0, 0, 0, 8, 0, 0, 0, 2}, {Kind::integer, 4, true})) == Bytes{8, 2});
  NumberArray columns = array("y", {2, 3}, {5, 7, 0, 9, 1, 9});
  columns.by_columns = true;
  CHECK(labels(columns) == Bytes{5, 7});
}

TEST_CASE("labels that cannot be are refused by row") {
  const char* const in_row_2 = "y has a label in row 2 that is no whole number from 0 to 255.";
  CHECK(labels_refusal(array("y", {2}, {1, 0, 0, 1}, {Kind::unsigned_integer, 2, false})) == in_row_2);
  CHECK(labels_refusal(array("y", {2}, {1, 0xFF}, {Kind::integer, 1, false})) == in_row_2);
  for (const float bad : {0.5F, -1.0F, 256.0F, std::nanf(""), std::numeric_limits<float>::infinity()}) {
    CHECK(labels_refusal(array("y", {2}, floats({0, bad}), kFloat)) == in_row_2);
  }
  CHECK(labels_refusal(array("y", {0}, {})) == "y holds no labels.");
  CHECK(labels_refusal(array("y", {3, 0}, {})) == "y holds no labels.");
}
