#include "io/restore_picture.h"

#include <doctest/doctest.h>

#include "experiment/presets.h"

using namespace lab;

namespace {

/// A network that is the identity: 784 linear units with the unit matrix as their kernel.
SavedModel identity() {
  SavedModel model;
  model.spec.name = "identity";
  model.spec.loss = "mse";
  model.spec.layers = {{"dense", {{"units", 784.0}, {"activation", std::string("linear")}}}};
  model.parameters.assign(784 * 785, 0.0F);
  for (std::size_t i = 0; i < 784; ++i) model.parameters[i * 785] = 1.0F;
  return model;
}

Picture ramp(int width, int height) {
  Picture picture{width, height, 1, {}};
  for (int i = 0; i < width * height; ++i) picture.pixels.push_back(static_cast<std::uint8_t>((i * 7) % 256));
  return picture;
}

}  // namespace

TEST_CASE("tiles cover a large picture without seams or shifts") {
  for (const auto& [width, height] : {std::pair{28, 28}, {100, 61}, {29, 28}, {57, 200}}) {
    CAPTURE(width);
    CAPTURE(height);
    const Picture picture = ramp(width, height);
    const auto restored = restore_picture(identity(), picture);
    REQUIRE(restored.ok());
    CHECK(restored->pixels == picture.pixels);
  }
}

TEST_CASE("small and narrow pictures keep their size") {
  for (const auto& [width, height] : {std::pair{7, 9}, {10, 300}, {1, 1}}) {
    const auto restored = restore_picture(identity(), ramp(width, height));
    REQUIRE(restored.ok());
    CHECK(restored->width == width);
    CHECK(restored->height == height);
  }
}

TEST_CASE("colour models restore pictures in colour") {
  SavedModel model;
  model.spec.name = "identity";
  model.spec.input = Shape::image(8, 8, 3);
  model.spec.loss = "mse";
  model.spec.layers = {{"conv2d", {{"filters", 3.0}, {"kernel_size", 1.0}}}};
  model.parameters = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};
  Picture picture{20, 13, 3, {}};
  for (int i = 0; i < 20 * 13 * 3; ++i) picture.pixels.push_back(static_cast<std::uint8_t>((i * 11) % 256));
  const auto restored = restore_picture(model, picture);
  REQUIRE(restored.ok());
  CHECK(restored->channels == 3);
  CHECK(restored->pixels == picture.pixels);
}

TEST_CASE("a classifier cannot restore a picture") {
  SavedModel model;
  model.spec = *find_preset("mlp");
  CHECK(restore_picture(model, ramp(28, 28)).error().message.find("classes") != std::string::npos);
}
