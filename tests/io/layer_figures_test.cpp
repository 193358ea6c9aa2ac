#include "io/layer_figures.h"

#include "io/drawing_fixture.h"
#include "io/subject_fixture.h"

using namespace lab;
using lab_test::all_of;
using lab_test::says;
using lab_test::typeface;
using lab_test::untrained;

TEST_CASE("kernels are tiles in colours whose scale goes from the largest weight below zero to that above") {
  ModelSubject model = untrained("mlp");
  const int units = model.network().layers()[0].output.size();
  const auto figure = weights_figure(typeface(), model, 0);
  REQUIRE(figure.ok());
  lab_test::check_tidy(*figure);
  const auto images = all_of<drawn::Image>(*figure);
  REQUIRE(images.size() == static_cast<std::size_t>(units) + 1);
  CHECK(images[0].picture.width == 28);
  CHECK(images[0].picture.channels == 3);
  const auto& scale = images.back().picture.pixels;  // from above: orange, then white, then blue
  CHECK(scale[0] > scale[2]);
  CHECK(scale[scale.size() - 3] < scale[scale.size() - 1]);
  const std::size_t middle = scale.size() / 6 * 3;
  CHECK(scale[middle] > 250);
  CHECK(scale[middle + 2] > 245);
  CHECK(says(*figure, "0.00"));
  CHECK(figure->title() == "Kernels of layer 0 (dense)");
}

TEST_CASE("feature maps are tiles in grey, other activations bars; layers without kernels are refused") {
  ModelSubject conv = untrained("cnn");
  const auto maps = activations_figure(typeface(), conv, 0, 1);
  REQUIRE(maps.ok());
  lab_test::check_tidy(*maps);
  CHECK(all_of<drawn::Image>(*maps).size() == static_cast<std::size_t>(conv.network().layers()[0].output.channels) + 1);
  ModelSubject dense = untrained("mlp");
  const auto bars = activations_figure(typeface(), dense, 0, 1);
  REQUIRE(bars.ok());
  lab_test::check_tidy(*bars);
  CHECK(all_of<drawn::Image>(*bars).empty());
  CHECK(all_of<drawn::Fill>(*bars).size() == static_cast<std::size_t>(dense.network().layers()[0].output.size()));
  CHECK(says(*bars, "Unit"));
  const auto& layers = conv.network().layers();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].parameter_count == 0) CHECK_FALSE(weights_figure(typeface(), conv, static_cast<int>(i)).ok());
  }
}
