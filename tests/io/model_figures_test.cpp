#include "io/model_figures.h"

#include "io/drawing_fixture.h"
#include "io/raster.h"
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
  const auto figure = first_ten_figure(lab_test::typeface(), model, *data, model.spec.noise, model.spec.seed);
  REQUIRE(figure.ok());
  lab_test::check_tidy(*figure);
  std::vector<std::uint8_t> shown;
  for (const auto& image : lab_test::all_of<drawn::Image>(*figure))
    shown.insert(shown.end(), image.picture.pixels.begin(), image.picture.pixels.end());
  std::vector<std::uint8_t> expected;
  for (const auto* row : {&preview.original, &preview.noisy, &preview.denoised})
    expected.insert(expected.end(), row->begin() + 784, row->end());
  CHECK(shown == expected);
  for (const char* label : {"original", "noisy", "denoised"}) CHECK(lab_test::says(*figure, label));
  CHECK(figure->title().find("Salt and pepper noise 0.4") != std::string::npos);
}

TEST_CASE("rows that make no sense are left out, and images that do not fit are refused") {
  const DatasetPtr data = lab_test::square_data(20, 4);
  const SavedModel classifier = untrained("mlp");
  const SavedModel plain = untrained("dense-ae");
  const auto one = first_ten_figure(lab_test::typeface(), classifier, *data, {}, 0);
  const auto two = first_ten_figure(lab_test::typeface(), plain, *data, {}, 0);
  REQUIRE(one.ok());
  REQUIRE(two.ok());
  CHECK(lab_test::all_of<drawn::Image>(*one).size() == 4);
  CHECK(lab_test::all_of<drawn::Image>(*two).size() == 8);
  CHECK(lab_test::says(*two, "rebuilt"));
  Dataset small = *data;
  small.test.shape = Shape::image(14, 14, 1);
  CHECK(first_ten_figure(lab_test::typeface(), plain, small, {}, 0).error().message.find("(14, 14, 1)") !=
        std::string::npos);
  small.test.pixels.clear();
  CHECK_FALSE(first_ten_figure(lab_test::typeface(), plain, small, {}, 0).ok());
}

TEST_CASE("samples are the same for the same seed, and of small sets all there are") {
  const DatasetPtr data = lab_test::square_data(30, 30);
  const auto samples = [](const Dataset& set, std::uint64_t seed) {
    return rasterize(samples_figure(lab_test::typeface(), set, seed), 1.0F).pixels;
  };
  CHECK(samples(*data, 1) == samples(*data, 1));
  CHECK(samples(*data, 1) != samples(*data, 2));
  CHECK_FALSE(samples(*lab_test::square_data(2, 1), 1).empty());
}
