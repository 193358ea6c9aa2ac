#include "io/model_figures.h"

#include <doctest/doctest.h>

#include "io/figures.h"
#include "train/trainer_fixture.h"

using namespace lab;

namespace {

SavedModel untrained(const char* preset) {
  const ExperimentSpec spec = lab_test::small_spec(preset, 1);
  Trainer trainer(spec, 1);
  const auto parameters = trainer.network()->parameters();
  return {spec, {parameters.begin(), parameters.end()}};
}

}  // namespace

TEST_CASE("the first ten are shown as the trainer's preview shows them") {
  const SavedModel model = untrained("sp-dae");
  const DatasetPtr data = lab_test::square_data();
  Trainer trainer(model.spec, 1);
  lab_test::apply(trainer, command::UseData{data});
  const Preview preview = *observe_now<Preview>(*trainer.subject());
  const auto strip = [](const std::vector<std::uint8_t>& pixels) {
    return std::vector<std::uint8_t>(pixels.begin() + 784, pixels.end());
  };
  const Picture expected = image_rows(
      data->test.shape, 10,
      {{"original", strip(preview.original)}, {"noisy", strip(preview.noisy)}, {"denoised", strip(preview.denoised)}});
  const auto figure = first_ten_figure(model, *data, model.spec.noise, model.spec.seed);
  REQUIRE(figure.ok());
  CHECK(figure->pixels == expected.pixels);
}

TEST_CASE("rows that make no sense are left out, and images that do not fit are refused") {
  const DatasetPtr data = lab_test::square_data(20, 4);
  const SavedModel classifier = untrained("mlp");
  const SavedModel plain = untrained("dense-ae");
  const auto one = first_ten_figure(classifier, *data, {}, 0);
  const auto two = first_ten_figure(plain, *data, {}, 0);
  REQUIRE(one.ok());
  REQUIRE(two.ok());
  CHECK(one->width == two->width);
  CHECK(one->height < two->height);
  Dataset small = *data;
  small.test.shape = Shape::image(14, 14, 1);
  CHECK(first_ten_figure(plain, small, {}, 0).error().message.find("(14, 14, 1)") != std::string::npos);
  small.test.pixels.clear();
  CHECK_FALSE(first_ten_figure(plain, small, {}, 0).ok());
}

TEST_CASE("samples are the same for the same seed, and of small sets all there are") {
  const DatasetPtr data = lab_test::square_data(30, 30);
  CHECK(samples_figure(*data, 1).pixels == samples_figure(*data, 1).pixels);
  CHECK(samples_figure(*data, 1).pixels != samples_figure(*data, 2).pixels);
  CHECK_FALSE(samples_figure(*lab_test::square_data(2, 1), 1).pixels.empty());
}
