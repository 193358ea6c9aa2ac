#include "data/fit_shape.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "data/number_images.h"

using lab::ImageSet;
using lab::Shape;

namespace {

ImageSet set_of(const Shape& shape, int count) {
  ImageSet set;
  set.shape = shape;
  for (int i = 0; i < count * shape.size(); ++i) set.pixels.push_back(static_cast<std::uint8_t>(i * 31 % 256));
  for (int i = 0; i < count; ++i) set.labels.push_back(static_cast<std::uint8_t>(i));
  return set;
}

std::string refusal(const Shape& input) {
  const auto shape = lab::image_shape_of(input);
  return shape ? "(accepted)" : shape.error().message;
}

}  // namespace

TEST_CASE("a flat input stands for a square image, grey or in colour") {
  CHECK(*lab::image_shape_of(Shape::flat(784)) == Shape::image(28, 28, 1));
  CHECK(*lab::image_shape_of(Shape::flat(3072)) == Shape::image(32, 32, 3));
  CHECK(*lab::image_shape_of(Shape::flat(1)) == Shape::image(1, 1, 1));
  CHECK(*lab::image_shape_of(Shape::image(20, 30, 3)) == Shape::image(20, 30, 3));
  CHECK(refusal(Shape::flat(785)).find("785 numbers") != std::string::npos);
  CHECK(refusal(Shape::flat(0)).find("0 numbers") != std::string::npos);
  CHECK(refusal(Shape::flat(1000 * 1000)).find("256 x 256") != std::string::npos);
  CHECK(refusal(Shape::image(28, 28, 2)).find("1 channel") != std::string::npos);
  CHECK(refusal(Shape::image(lab::kMaxImageSide + 1, 28, 1)).find("256 x 256") != std::string::npos);
}

TEST_CASE("images that fit stay as they are") {
  const ImageSet set = set_of(Shape::image(28, 28, 1), 3);
  for (const Shape& input : {Shape::flat(784), Shape::image(28, 28, 1)}) {
    const auto fitted = lab::fit_to_shape(set, input);
    REQUIRE(fitted.ok());
    CHECK(fitted->shape == set.shape);
    CHECK(fitted->pixels == set.pixels);
  }
  // As many numbers are enough for a flat input, even where it would otherwise mean another shape.
  CHECK(lab::fit_to_shape(set_of(Shape::image(14, 56, 1), 2), Shape::flat(784))->shape == Shape::image(14, 56, 1));
}

TEST_CASE("digits become CIFAR's shape, and CIFAR's images that of digits; labels stay") {
  const auto colour = lab::fit_to_shape(set_of(Shape::image(28, 28, 1), 3), Shape::image(32, 32, 3));
  REQUIRE(colour.ok());
  CHECK(colour->shape == Shape::image(32, 32, 3));
  CHECK(colour->size() == 3);
  CHECK(colour->labels == std::vector<std::uint8_t>{0, 1, 2});
  for (int i = 0; i < 3; ++i) CHECK(colour->image(i)[0] == set_of(Shape::image(28, 28, 1), 3).image(i)[0]);
  const auto grey = lab::fit_to_shape(set_of(Shape::image(32, 32, 3), 3), Shape::flat(784));
  REQUIRE(grey.ok());
  CHECK(grey->shape == Shape::image(28, 28, 1));
  CHECK(grey->size() == 3);

  lab::Dataset both{"both", set_of(Shape::image(4, 4, 1), 5), set_of(Shape::image(4, 4, 1), 2), {"a"}};
  const auto fitted = lab::fit_to_shape(both, Shape::image(2, 2, 3));
  REQUIRE(fitted.ok());
  CHECK(fitted->train.size() == 5);
  CHECK(fitted->test.size() == 2);
  CHECK(fitted->test.shape == Shape::image(2, 2, 3));
  CHECK(fitted->class_names == both.class_names);
}

TEST_CASE("sets that cannot be fitted, or would be too large, are refused") {
  const auto why = [](const ImageSet& set, const Shape& input) {
    const auto fitted = lab::fit_to_shape(set, input);
    return fitted ? std::string("(accepted)") : fitted.error().message;
  };
  CHECK(why(set_of(Shape::flat(10), 2), Shape::flat(784)).find("shape (10)") != std::string::npos);
  CHECK(why(set_of(Shape::image(2, 2, 2), 2), Shape::flat(784)).find("(2, 2, 2)") != std::string::npos);
  CHECK(why(set_of(Shape::image(2, 2, 1), 20000), Shape::image(256, 256, 3)).find("MiB; use fewer") !=
        std::string::npos);
}
