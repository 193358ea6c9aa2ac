// Copies of the network out of a trainer, and back into one.
#include <doctest/doctest.h>

#include <limits>

#include "train/session.h"
#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::apply;
using lab_test::run;
using lab_test::small_spec;
using lab_test::square_data;

namespace {

SavedModel copy_of(Trainer& trainer) {
  auto slot = std::make_shared<ModelSlot>();
  apply(trainer, command::CopyModel{slot});
  const auto copy = slot->take();
  REQUIRE(copy != nullptr);
  REQUIRE(copy->ok());
  return **copy;
}

ModelPtr shared(SavedModel model) { return std::make_shared<const SavedModel>(std::move(model)); }

std::string refusal(Trainer& trainer, SavedModel model) {
  const Status status = trainer.apply(command::UseModel{shared(std::move(model))});
  CHECK(trainer.message() == (status ? std::string() : status.error().message));
  return status ? std::string() : status.error().message;
}

}  // namespace

TEST_CASE("a copied model gives the same pictures and figures in another trainer, bit for bit") {
  // Batch normalization has state besides its weights.
  for (const char* preset : {"lab-dae", "conv-dae"}) {
    CAPTURE(preset);
    Trainer first(small_spec(preset, 1), 2);
    apply(first, command::UseData{square_data(64, 20)});
    run(first);
    const SavedModel model = copy_of(first);
    CHECK(model.spec == first.spec());

    Trainer second(small_spec("mlp", 3), 1);
    apply(second, command::UseData{square_data(64, 20)});
    const ModelPtr given = shared(model);
    apply(second, command::UseModel{given});
    CHECK(second.state() == TrainState::ready);
    CHECK(second.spec() == model.spec);
    CHECK(second.snapshot()->began_with == given);
    CHECK(second.epoch() == 0);
    CHECK(observe_now<Preview>(*second.subject())->denoised == observe_now<Preview>(*first.subject())->denoised);
    CHECK(observe_now<Quality>(*second.subject())->psnr_denoised ==
          observe_now<Quality>(*first.subject())->psnr_denoised);
    CHECK(copy_of(second).parameters == model.parameters);
  }
}

TEST_CASE("a copy stays as it is while training goes on; reset after a model takes fresh weights") {
  Trainer trainer(small_spec("lab-dae", 2), 1);
  apply(trainer, command::UseData{square_data()});
  const SavedModel fresh = copy_of(trainer);
  run(trainer);
  const SavedModel trained = copy_of(trainer);
  CHECK(trained.parameters != fresh.parameters);

  apply(trainer, command::UseModel{shared(trained)});
  apply(trainer, command::Step{});
  trainer.advance();
  CHECK(copy_of(trainer).parameters != trained.parameters);
  CHECK(trainer.snapshot()->began_with != nullptr);
  apply(trainer, command::Reset{});
  CHECK(copy_of(trainer).parameters == fresh.parameters);
  CHECK(trainer.snapshot()->began_with == nullptr);
}

TEST_CASE("models that do not fit are refused with a sentence, and the run stays as it was") {
  Trainer trainer(small_spec("lab-dae", 1), 1);
  apply(trainer, command::UseData{square_data()});
  run(trainer);
  const SavedModel good = copy_of(trainer);
  SavedModel few = good;
  few.parameters.pop_back();
  CHECK(refusal(trainer, few) == "This model holds 50991 weights, but its network has 50992.");
  SavedModel failed = good;
  failed.parameters[3] = std::numeric_limits<float>::infinity();
  CHECK(refusal(trainer, failed).find("are not numbers") != std::string::npos);
  SavedModel unknown = good;
  unknown.spec.layers.front() = LayerSpec("hologram", {});
  CHECK_FALSE(refusal(trainer, unknown).empty());
  CHECK(trainer.state() == TrainState::finished);
  CHECK(copy_of(trainer).parameters == good.parameters);
}

TEST_CASE("where no network could be built there is nothing to copy, and the slot says so too") {
  ExperimentSpec spec = small_spec("lab-dae", 1);
  spec.layers.front() = LayerSpec("hologram", {});
  Trainer trainer(spec, 1);
  REQUIRE(trainer.state() == TrainState::failed);
  auto slot = std::make_shared<ModelSlot>();
  const Status status = trainer.apply(command::CopyModel{slot});
  CHECK_FALSE(status.ok());
  const auto copy = slot->take();
  REQUIRE(copy != nullptr);
  CHECK(copy->error().message == status.error().message);
}
