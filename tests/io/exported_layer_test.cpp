#include "io/exported_layer.h"

#include <doctest/doctest.h>

using namespace lab;

namespace {

bool equal(const Margins& a, const Margins& b) {
  return a.top == b.top && a.left == b.left && a.bottom == b.bottom && a.right == b.right;
}

}  // namespace

TEST_CASE("sides are one number, two, or what they are by default") {
  const LayerSpec layer("conv2d", {{"kernel_size", std::string("5x3")}, {"strides", 2.0}});
  CHECK(sides_of(layer, "kernel_size") == Sides{5, 3});
  CHECK(sides_of(layer, "strides") == Sides{2, 2});
  CHECK(sides_of(LayerSpec("conv2d", {}), "strides") == Sides{1, 1});
  const LayerSpec pool("max_pooling2d", {{"pool_size", std::string("3x2")}});
  CHECK(sides_of(pool, "pool_size") == Sides{3, 2});
  CHECK(sides_of(pool, "strides") == Sides{3, 2});
  CHECK(sides_of(LayerSpec("average_pooling2d", {}), "strides") == Sides{2, 2});
}

TEST_CASE("settings that a layer has not are what its kind has by default") {
  CHECK(number_of(LayerSpec("elu", {}), "alpha") == 1.0);
  CHECK(number_of(LayerSpec("elu", {{"alpha", 0.5}}), "alpha") == 0.5);
  CHECK(number_of(LayerSpec("dropout", {}), "rate") == 0.0);
  CHECK(text_of(LayerSpec("dense", {}), "activation") == "linear");
  CHECK(text_of(LayerSpec("up_sampling2d", {}), "interpolation") == "nearest");
  CHECK(text_of(LayerSpec("resizing", {}), "interpolation") == "bilinear");
}

TEST_CASE("margins are TensorFlow's, with the odd pixel at the bottom and at the right") {
  const LayerSpec same("conv2d", {{"padding", std::string("same")}});
  const LayerSpec valid("conv2d", {});
  const Shape image = Shape::image(7, 8, 1);
  CHECK(equal(window_margins(same, image, {3, 3}, {1, 1}), {1, 1, 1, 1}));
  CHECK(equal(window_margins(same, image, {2, 2}, {2, 2}), {0, 0, 1, 0}));
  CHECK(equal(window_margins(same, image, {4, 5}, {1, 1}), {1, 2, 2, 2}));
  CHECK(equal(window_margins(same, image, {1, 1}, {3, 3}), {0, 0, 0, 0}));
  CHECK_FALSE(window_margins(valid, image, {3, 3}, {1, 1}).any());
  CHECK(Margins{1, 2, 1, 2}.symmetric());
  CHECK_FALSE(Margins{0, 2, 1, 2}.symmetric());
}

TEST_CASE("transposed convolutions are cut to Keras's size, or grow to it") {
  const LayerSpec same("conv2d_transpose", {{"padding", std::string("same")}});
  const LayerSpec valid("conv2d_transpose", {});
  // in -> (in - 1) stride + kernel - cut must be in * stride for "same"
  CHECK(equal(transposed_cut(same, {3, 4}, {2, 2}), {0, 1, 1, 1}));
  CHECK(equal(transposed_cut(same, {5, 2}, {2, 2}), {1, 0, 2, 0}));
  CHECK(equal(transposed_cut(same, {1, 3}, {2, 1}), {0, 1, -1, 1}));
  CHECK(equal(transposed_cut(valid, {3, 1}, {2, 3}), {0, 0, 0, -2}));
}
