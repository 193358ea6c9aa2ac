#include "train/divergence.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::apply;
using lab_test::run;
using lab_test::small_spec;
using lab_test::square_data;

namespace {

std::vector<float> weights_of(Trainer& trainer) {
  return {trainer.network()->parameters().begin(), trainer.network()->parameters().end()};
}

/// Squares, in batches of 50: six steps an epoch.
ExperimentSpec spec_of(float learning_rate, const char* optimizer = "sgd") {
  ExperimentSpec spec = small_spec("lab-dae", 5);
  spec.loss = "mse";
  spec.layers.back().set("activation", std::string("linear"));
  spec.optimizer = {.kind = optimizer, .learning_rate = learning_rate};
  spec.batch_size = 50;
  return spec;
}

bool says(const Trainer& trainer, const std::string& words) {
  INFO(trainer.message());
  return trainer.message().find(words) != std::string::npos;
}

/// From now on the first layer answers 0, whatever it is shown.
void kill_first_layer(Trainer& trainer) {
  for (const ParameterArray& array : trainer.network()->layers().front().parameters) {
    const auto numbers = trainer.network()->parameters().subspan(static_cast<std::size_t>(array.offset),
                                                                 static_cast<std::size_t>(array.size));
    std::ranges::fill(numbers, array.name == "bias" ? -1.0F : 0.0F);
  }
}

}  // namespace

TEST_CASE("steps that are too large end at once, with the last good weights and advice") {
  int steps = -1;
  for (const int threads : {1, 2, 8}) {
    Trainer trainer(spec_of(10.0F, "adam"), threads);
    apply(trainer, command::UseData{square_data()});
    const auto before = weights_of(trainer);
    run(trainer);
    CHECK(trainer.state() == TrainState::diverged);
    CHECK(says(trainer, "The loss rose to"));
    CHECK(says(trainer, "half the learning rate, 5, may do"));
    CHECK(trainer.step() < 3);  // of six in the first epoch
    CHECK(trainer.snapshot()->state == TrainState::diverged);
    CHECK(weights_of(trainer) == before);
    CHECK(std::isfinite(trainer.running_loss()));
    if (steps < 0) steps = trainer.step();
    CHECK(trainer.step() == steps);
  }
}

TEST_CASE("a run that diverged goes on from its last good weights with a smaller learning rate") {
  Trainer trainer(spec_of(1.0F), 2);
  apply(trainer, command::UseData{square_data()});
  apply(trainer, command::Train{});
  while (trainer.epoch() < 2) trainer.advance();
  const auto good = weights_of(trainer);
  const float good_loss = trainer.epochs().back().val_loss;
  apply(trainer, command::SetField{"learning_rate", 10.0});
  apply(trainer, command::SetField{"momentum", 0.99});
  while (trainer.active()) trainer.advance();
  REQUIRE(trainer.state() == TrainState::diverged);
  CHECK(weights_of(trainer) == good);
  const int step = trainer.step();

  CHECK_FALSE(trainer.apply(command::SetField{"learning_rate", -1.0}).ok());
  CHECK(says(trainer, "Learning rate must be"));
  apply(trainer, command::Attend{});  // what says nothing about the run leaves the reason in place
  CHECK(says(trainer, "may do"));

  apply(trainer, command::SetField{"learning_rate", 1.0});
  CHECK(trainer.state() == TrainState::paused);
  CHECK(trainer.message().empty());
  apply(trainer, command::SetField{"momentum", 0.0});
  run(trainer);
  CHECK(trainer.state() == TrainState::finished);
  CHECK(trainer.epoch() == 5);
  CHECK(trainer.step() > step);
  CHECK(trainer.epochs().back().val_loss < good_loss);
}

TEST_CASE("a slider that is dragged does not make bad weights the ones to keep; harder noise is no divergence") {
  Trainer trainer(spec_of(1.0F), 1);
  apply(trainer, command::UseData{square_data()});
  apply(trainer, command::Train{});
  while (trainer.epoch() < 2) trainer.advance();
  const float good_loss = trainer.epochs().back().val_loss;
  apply(trainer, command::SetField{"momentum", 0.99});
  for (double rate = 8.0; trainer.active() && rate < 10.0; rate += 0.1) {
    apply(trainer, command::SetField{"learning_rate", rate});
    trainer.advance();
  }
  while (trainer.active()) trainer.advance();
  REQUIRE(trainer.state() == TrainState::diverged);
  // A rate of zero shows what the weights are worth.
  apply(trainer, command::SetField{"learning_rate", 0.0});
  apply(trainer, command::SetField{"epochs", static_cast<double>(trainer.epoch() + 1)});
  run(trainer);
  CHECK(trainer.epochs().back().val_loss < good_loss + 0.05F);

  Trainer other(small_spec("lab-dae", 20), 1);
  apply(other, command::UseData{square_data()});
  apply(other, command::Train{});
  while (other.epoch() < 15) other.advance();
  apply(other, command::SetField{"noise_level", 1.0});
  while (other.active()) other.advance();
  CHECK(other.state() == TrainState::finished);
}

TEST_CASE("whoever goes on without a change is told again") {
  Trainer trainer(spec_of(10.0F, "adam"), 1);
  apply(trainer, command::UseData{square_data()});
  run(trainer);
  REQUIRE(trainer.state() == TrainState::diverged);
  apply(trainer, command::Train{});
  CHECK(trainer.message().empty());
  while (trainer.active()) trainer.advance();
  CHECK(trainer.state() == TrainState::diverged);
  apply(trainer, command::Reset{});
  CHECK(trainer.state() == TrainState::ready);
  CHECK(trainer.message().empty());
}

TEST_CASE("a layer that answers 0 to everything is noticed, and its last living weights come back") {
  Trainer trainer(small_spec("lab-dae", 5), 1);
  apply(trainer, command::UseData{square_data()});
  apply(trainer, command::Step{});
  const auto alive = weights_of(trainer);
  while (trainer.active()) trainer.advance();
  kill_first_layer(trainer);
  run(trainer);
  CHECK(trainer.state() == TrainState::diverged);
  CHECK(says(trainer, "The layer dense answers 0 to every image"));
  CHECK(trainer.step() == 1);
  CHECK(weights_of(trainer) == alive);
}

TEST_CASE("black images and a layer that never lived are no divergence") {
  auto black = std::make_shared<Dataset>(*square_data());
  std::ranges::fill(black->train.pixels, std::uint8_t{0});
  ExperimentSpec spec = small_spec("lab-dae", 2);
  spec.noise.kind = "none";
  Trainer trainer(spec, 1);
  apply(trainer, command::UseData{black});
  run(trainer);
  CHECK(trainer.state() == TrainState::finished);

  Trainer stillborn(spec, 1);
  apply(stillborn, command::UseData{square_data()});
  kill_first_layer(stillborn);
  run(stillborn);
  CHECK(stillborn.state() == TrainState::finished);
}

TEST_CASE("one image that is misjudged says little about a batch of one") {
  ExperimentSpec spec = small_spec("mlp", 3);
  spec.batch_size = 1;
  auto data = std::make_shared<Dataset>(*square_data(200, 20));
  data->train.labels[77] = static_cast<std::uint8_t>((data->train.labels[77] + 1) % 10);
  Trainer trainer(spec, 1);
  apply(trainer, command::UseData{data});
  run(trainer);
  CHECK(trainer.state() == TrainState::finished);
}

TEST_CASE("what the very last step of a run ruins shows in its validation") {
  ExperimentSpec spec = spec_of(10.0F, "adam");
  spec.epochs = 1;
  spec.batch_size = 300;
  Trainer trainer(spec, 1);
  apply(trainer, command::UseData{square_data()});
  const auto before = weights_of(trainer);
  run(trainer);
  CHECK(trainer.state() == TrainState::diverged);
  CHECK(trainer.epoch() == 1);
  CHECK(weights_of(trainer) == before);
}

TEST_CASE("weights that cannot be trained on are no fault of the learning rate") {
  Trainer trainer(spec_of(0.01F), 1);
  apply(trainer, command::UseData{square_data()});
  std::vector<float> huge(static_cast<std::size_t>(trainer.network()->parameter_count()), 1e30F);
  apply(trainer, command::UseModel{std::make_shared<const SavedModel>(SavedModel{trainer.spec(), std::move(huge)})});
  run(trainer);
  CHECK(trainer.state() == TrainState::failed);
  CHECK(says(trainer, "before the first step"));
  CHECK_FALSE(trainer.apply(command::Train{}).ok());
  CHECK(says(trainer, "Press Reset to begin again."));
  apply(trainer, command::Reset{});
  run(trainer);
  CHECK(trainer.state() == TrainState::finished);
}
