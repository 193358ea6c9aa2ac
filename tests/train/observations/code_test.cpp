#include "train/observations/code.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <span>

#include "train/trainer_fixture.h"

using namespace lab;

namespace {

/// A trainer that has learned a little.
struct Trained {
  explicit Trained(const char* preset) : trainer(lab_test::small_spec(preset, 2), 1) {
    lab_test::apply(trainer, command::UseData{lab_test::square_data(60, 30)});
    lab_test::run(trainer);
  }
  [[nodiscard]] std::vector<float> code(int spotlight) {
    return observe_now<Code>(*trainer.subject({.spotlight = spotlight, .view = OpenView::code}))->values;
  }
  Trainer trainer;
};

}  // namespace

TEST_CASE("the code of a picture, decoded, is the rebuilt picture to the byte") {
  for (const char* preset : {"sp-dae", "dense-ae-deep", "conv-dae", "vae", "linear-ae", "cifar-conv-ae"}) {
    CAPTURE(preset);
    Trained trained(preset);
    Attention attention{.spotlight = 7};
    const auto plain = observe_now<Preview>(*trained.trainer.subject(attention));
    CHECK_FALSE(plain->decoded);
    attention.code = trained.code(7);
    const auto decoded = observe_now<Preview>(*trained.trainer.subject(attention));
    CHECK(decoded->decoded);
    CHECK(decoded->denoised == plain->denoised);
    // Another picture's code makes that picture.
    attention.code = trained.code(3);
    const auto other = observe_now<Preview>(*trained.trainer.subject(attention));
    const auto wanted = observe_now<Preview>(*trained.trainer.subject({.spotlight = 3}));
    const auto pixels = wanted->shape.size();
    CHECK(std::equal(other->denoised.begin(), other->denoised.begin() + pixels, wanted->denoised.begin()));
    // One that does not fit is passed over.
    attention.code.push_back(1.0F);
    CHECK_FALSE(observe_now<Preview>(*trained.trainer.subject(attention))->decoded);
  }
}

TEST_CASE("units are judged by all of the first test images") {
  Trained trained("dense-ae");
  // A unit without weights never fires.
  const std::span<float> parameters = trained.trainer.network()->parameters();
  for (std::size_t i = 5; i < 785 * 32; i += 32) parameters[i] = 0.0F;
  const auto units = observe_now<CodeUnits>(*trained.trainer.subject({.view = OpenView::code}));
  CHECK(units->images == 30);
  REQUIRE(units->low.size() == 32);
  std::vector<float> low(32, 1e9F);
  std::vector<float> high(32, -1e9F);
  for (int i = 0; i < 30; ++i) {
    const std::vector<float> code = trained.code(i);
    for (std::size_t unit = 0; unit < 32; ++unit) {
      low[unit] = std::min(low[unit], code[unit]);
      high[unit] = std::max(high[unit], code[unit]);
    }
  }
  int dead = 0;
  for (std::size_t unit = 0; unit < 32; ++unit) {
    CHECK(units->low[unit] == doctest::Approx(low[unit]).epsilon(1e-5));
    CHECK(units->high[unit] == doctest::Approx(high[unit]).epsilon(1e-5));
    dead += units->is_dead(unit) ? 1 : 0;
  }
  CHECK(units->dead == dead);
  CHECK(units->is_dead(5));
  CHECK(dead < 32);
}

TEST_CASE("noise moves the code, and a picture without noise has one code only") {
  Trained noisy("sp-dae");
  const auto moved = observe_now<Code>(*noisy.trainer.subject({.view = OpenView::code}));
  CHECK(moved->clean.size() == moved->values.size());
  CHECK(moved->clean != moved->values);
  Trained plain("dense-ae");
  CHECK(observe_now<Code>(*plain.trainer.subject({.view = OpenView::code}))->clean.empty());
}

TEST_CASE("classifiers have no code; where the spec names none it is the waist") {
  Trained classifier("mlp");
  CHECK(code_layer(classifier.trainer.spec(), *classifier.trainer.network()) == -1);
  Trained convolutions("conv-dae");
  const auto& layers = convolutions.trainer.network()->layers();
  const int waist = code_layer(convolutions.trainer.spec(), *convolutions.trainer.network());
  REQUIRE(waist >= 0);
  for (std::size_t i = 0; i + 1 < layers.size(); ++i)
    CHECK(layers[static_cast<std::size_t>(waist)].output.size() <= layers[i].output.size());
}
