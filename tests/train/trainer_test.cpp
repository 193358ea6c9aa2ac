#include "train/trainer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::apply;
using lab_test::run;
using lab_test::small_spec;
using lab_test::square_data;

namespace {

std::vector<float> losses(const Trainer& trainer) {
  std::vector<float> values;
  for (const auto& record : trainer.epochs()) {
    values.push_back(record.loss);
    values.push_back(record.val_loss);
  }
  return values;
}

}  // namespace

TEST_CASE("a denoiser learns: the loss falls and restored images beat the noisy ones") {
  Trainer trainer(small_spec("sp-dae", 12), 2);
  apply(trainer, command::UseData{square_data()});
  const Quality before = *observe_now<Quality>(*trainer.subject());
  run(trainer);
  CHECK(trainer.state() == TrainState::finished);
  REQUIRE(trainer.epochs().size() == 12);
  CHECK(trainer.epochs().back().loss < 0.5F * trainer.epochs().front().loss);
  CHECK(trainer.epochs().back().val_loss < trainer.epochs().front().val_loss);
  const Quality after = *observe_now<Quality>(*trainer.subject());
  CHECK(after.psnr_noisy == before.psnr_noisy);
  CHECK(after.psnr_median == before.psnr_median);
  CHECK(after.psnr_denoised > before.psnr_denoised + 5.0F);
  CHECK(after.psnr_denoised > after.psnr_noisy);
}

TEST_CASE("a classifier learns, and its preview names classes") {
  Trainer trainer(small_spec("mlp", 20), 1);
  apply(trainer, command::UseData{square_data()});
  run(trainer);
  CHECK(trainer.epochs().back().val_accuracy > 0.95F);
  const auto preview = observe_now<Preview>(*trainer.subject());
  CHECK(preview->denoised.empty());
  CHECK(preview->predicted.size() == 11);
  CHECK(preview->predicted == preview->labels);
}

TEST_CASE("reset repeats the run exactly; another seed is another run; threads change nothing") {
  for (const bool fresh : {false, true}) {
    CAPTURE(fresh);
    ExperimentSpec spec = small_spec("lab-dae", 3);
    spec.noise.fresh = fresh;
    Trainer trainer(spec, 1);
    apply(trainer, command::UseData{square_data()});
    run(trainer);
    const auto first = losses(trainer);
    apply(trainer, command::Reset{});
    CHECK(trainer.state() == TrainState::ready);
    CHECK(trainer.epochs().empty());
    run(trainer);
    CHECK(losses(trainer) == first);
    for (const int threads : {2, 3, 8}) {
      Trainer other(spec, threads);
      apply(other, command::UseData{square_data()});
      run(other);
      CHECK(losses(other) == first);
    }
    const auto seed = trainer.spec().seed;
    apply(trainer, command::Reseed{});
    CHECK(trainer.spec().seed != seed);
    run(trainer);
    CHECK(losses(trainer) != first);
  }
}

TEST_CASE("a snapshot, a pause or another view in the middle changes no result") {
  Trainer plain(small_spec("sp-dae", 2), 2);
  apply(plain, command::UseData{square_data()});
  run(plain);
  Trainer watched(small_spec("sp-dae", 2), 2);
  Observatory observatory(watched);
  apply(watched, command::UseData{square_data()});
  apply(watched, command::Train{});
  for (int i = 0; watched.state() != TrainState::finished; ++i) {
    watched.advance();
    (void)observatory.observe();
    CHECK(observatory.apply(command::Attend{{i, 2 * i}}));
    if (i % 3 == 0 && watched.active()) {
      apply(watched, command::Pause{});
      CHECK_FALSE(watched.active());
      apply(watched, command::Train{});
    }
  }
  CHECK(losses(watched) == losses(plain));
}

TEST_CASE("step trains one batch; the last batch of an epoch also validates") {
  Trainer trainer(small_spec("lab-dae", 1), 1);  // 300 images in batches of 128: 3 steps
  apply(trainer, command::UseData{square_data()});
  for (int step = 1; step <= 3; ++step) {
    apply(trainer, command::Step{});
    while (trainer.active()) trainer.advance();
    CHECK(trainer.snapshot()->step == step);
  }
  CHECK(trainer.epochs().size() == 1);
  CHECK(trainer.state() == TrainState::finished);
  apply(trainer, command::Train{});  // a finished run goes on
  CHECK(trainer.active());
  CHECK(trainer.snapshot()->epochs == 2);
}

TEST_CASE("a step that finds the run paused within a validation finishes that and still trains one batch") {
  Trainer trainer(small_spec("lab-dae", 3), 1);
  apply(trainer, command::UseData{square_data()});
  apply(trainer, command::Train{});
  for (int batch = 0; batch < 3; ++batch) trainer.advance();
  apply(trainer, command::Pause{});
  REQUIRE(trainer.snapshot()->step == 3);
  REQUIRE(trainer.epochs().empty());  // not validated yet
  apply(trainer, command::Step{});
  while (trainer.active()) trainer.advance();
  CHECK(trainer.state() == TrainState::paused);
  CHECK(trainer.snapshot()->step == 4);
  CHECK(trainer.epochs().size() == 1);
}

TEST_CASE("live settings take hold without losing the run") {
  Trainer trainer(small_spec("lab-dae", 4), 1);
  apply(trainer, command::UseData{square_data()});
  apply(trainer, command::Train{});
  trainer.advance();
  trainer.advance();
  const auto noisy_before = observe_now<Quality>(*trainer.subject())->psnr_noisy;
  apply(trainer, command::SetField{"noise_level", 0.1});
  CHECK(trainer.active());
  CHECK(trainer.step() == 2);
  CHECK(observe_now<Quality>(*trainer.subject())->psnr_noisy > noisy_before + 3.0F);
  apply(trainer, command::SetField{"batch_size", 200.0});  // more than was planned for
  CHECK(trainer.snapshot()->step == 2);
  while (trainer.active()) trainer.advance();
  CHECK(trainer.epochs().size() == 4);
  apply(trainer, command::SetField{"code_size", 8.0});
  CHECK(trainer.snapshot()->step == 0);
  CHECK(trainer.state() == TrainState::ready);
}

TEST_CASE("a run that is asked for fewer epochs than it has done is finished, and goes on with more") {
  Trainer trainer(small_spec("lab-dae", 10), 1);
  apply(trainer, command::UseData{square_data()});
  apply(trainer, command::Train{});
  while (trainer.epoch() < 3) trainer.advance();
  apply(trainer, command::SetField{"epochs", 2.0});
  CHECK(trainer.state() == TrainState::finished);
  apply(trainer, command::SetField{"epochs", 4.0});
  CHECK(trainer.state() == TrainState::paused);
  run(trainer);
  CHECK(trainer.epoch() == 4);
}

TEST_CASE("what cannot be done gets a sentence and leaves the run alone") {
  Trainer trainer(small_spec("lab-dae", 2), 1);
  CHECK_FALSE(trainer.apply(command::Train{}).ok());
  CHECK(trainer.snapshot()->message.find("loaded") != std::string::npos);
  apply(trainer, command::UseData{square_data()});
  apply(trainer, command::Step{});
  while (trainer.active()) trainer.advance();

  auto wide = std::make_shared<Dataset>(*square_data(20, 5));
  for (ImageSet* set : {&wide->train, &wide->test}) set->shape = Shape::flat(196);
  CHECK(trainer.apply(command::UseData{wide}).error().message.find("(196)") != std::string::npos);
  CHECK_FALSE(trainer.apply(command::SetPreset{"nothing"}).ok());
  CHECK_FALSE(trainer.apply(command::SetField{"noise_level", 7.0}).ok());
  CHECK_FALSE(trainer.apply(command::SetField{"code_size", 0.0}).ok());
  CHECK(trainer.snapshot()->step == 1);

  auto unlabelled = std::make_shared<Dataset>(*square_data(20, 5));
  unlabelled->train.labels.clear();
  apply(trainer, command::UseData{unlabelled});
  CHECK(trainer.apply(command::SetPreset{"mlp"}).error().message.find("labels") != std::string::npos);
  auto many = std::make_shared<Dataset>(*square_data(20, 5));
  many->train.labels[3] = 77;
  apply(trainer, command::UseData{many});
  CHECK(trainer.apply(command::SetPreset{"mlp"}).error().message.find("77") != std::string::npos);
}

TEST_CASE("train_size limits the images in use") {
  ExperimentSpec spec = small_spec("lab-dae", 1);
  spec.train_size = 50;
  Trainer trainer(spec, 1);
  apply(trainer, command::UseData{square_data()});
  CHECK(trainer.train_count() == 50);
  CHECK(trainer.steps_per_epoch() == 1);
}

TEST_CASE("early stopping ends the run and takes the best weights back") {
  ExperimentSpec spec = small_spec("mlp", 200);
  spec.optimizer.learning_rate = 0.5F;
  spec.patience = 3;
  // Some wrong labels, so that growing confidence makes the validation loss rise again.
  auto data = std::make_shared<Dataset>(*square_data());
  for (std::size_t i = 0; i < data->test.labels.size(); i += 3) {
    data->test.labels[i] = static_cast<std::uint8_t>((data->test.labels[i] + 1) % 10);
  }
  Trainer trainer(spec, 1);
  apply(trainer, command::UseData{data});
  run(trainer);
  REQUIRE(trainer.state() == TrainState::finished);
  const auto& epochs = trainer.epochs();
  REQUIRE(epochs.size() < 200);
  const auto best = std::ranges::min_element(epochs, {}, &EpochRecord::val_loss);
  CHECK(epochs.end() - best == 4);  // the best epoch and three without a better one

  // Training on with a rate of zero shows what the weights are worth.
  apply(trainer, command::SetField{"learning_rate", 0.0});
  apply(trainer, command::SetField{"patience", 0.0});
  apply(trainer, command::SetField{"epochs", static_cast<double>(epochs.size() + 1)});
  const float best_loss = best->val_loss;
  run(trainer);
  CHECK(trainer.epochs().back().val_loss == best_loss);
}

TEST_CASE("the schedule moves the learning rate during the run") {
  ExperimentSpec spec = small_spec("lab-dae", 2);
  spec.schedule.kind = "step";
  spec.schedule.stage_epochs = 1;
  spec.schedule.decay = 0.0F;
  Trainer trainer(spec, 1);
  apply(trainer, command::UseData{square_data()});
  apply(trainer, command::Train{});
  while (trainer.active() && trainer.epochs().empty()) trainer.advance();
  const std::vector<float> after_one(trainer.network()->parameters().begin(), trainer.network()->parameters().end());
  while (trainer.active()) trainer.advance();
  const std::vector<float> after_two(trainer.network()->parameters().begin(), trainer.network()->parameters().end());
  CHECK(trainer.epochs().size() == 2);
  CHECK(after_one == after_two);
}

TEST_CASE("images are fitted to the network as they are needed, and kept as they came") {
  Trainer trainer(small_spec("lab-dae", 1), 1);
  apply(trainer, command::UseData{square_data(40, 10)});
  apply(trainer, command::SetPreset{"cifar-conv-ae"});
  CHECK(trainer.subject()->test.shape() == Shape::image(32, 32, 3));
  CHECK(trainer.data()->train.shape == Shape::image(28, 28, 1));
  apply(trainer, command::Step{});
  while (trainer.active()) trainer.advance();
  CHECK(trainer.step_in_epoch() + static_cast<int>(trainer.epochs().size()) == 1);
  apply(trainer, command::SetPreset{"cnn"});
  CHECK(trainer.data()->train.pixels == square_data(40, 10)->train.pixels);
}

TEST_CASE("every preset trains a step on digits, and does the same with any number of threads") {
  const DatasetPtr data = square_data(24, 12);
  for (const ExperimentSpec& preset : presets()) {
    CAPTURE(preset.name);
    std::vector<float> wanted;
    for (const int threads : {1, 3}) {
      ExperimentSpec spec = preset;
      spec.batch_size = 12;
      Trainer trainer(spec, threads);
      apply(trainer, command::UseData{data});
      apply(trainer, command::Step{});
      while (trainer.active()) trainer.advance();
      const std::vector<float> weights(trainer.network()->parameters().begin(), trainer.network()->parameters().end());
      CHECK(std::isfinite(trainer.running_loss()));
      if (wanted.empty()) wanted = weights;
      CHECK(weights == wanted);
    }
  }
}

TEST_CASE("the rest of a set joins an epoch that began with its first images") {
  const DatasetPtr whole = square_data(300, 70);
  auto first = std::make_shared<Dataset>(Dataset{"Squares", lab_test::squares(40), lab_test::squares(20, 3)});
  first->to_come = 300;
  Trainer trainer(lab_test::small_spec("lab-dae", 2), 1);
  apply(trainer, command::UseData{first});
  CHECK(trainer.train_count() == 300);
  apply(trainer, command::Train{});
  trainer.advance();
  const auto run = trainer.run();
  CHECK(trainer.step() == 1);
  apply(trainer, command::UseData{whole, true});
  CHECK(trainer.run() == run);
  CHECK(trainer.step() == 1);
  while (trainer.active()) trainer.advance();
  CHECK(trainer.epoch() == 2);
  CHECK(trainer.step() == 2 * trainer.steps_per_epoch());
  CHECK(trainer.data() == whole.get());

  // Without the first images it is a set like any other.
  apply(trainer, command::UseData{whole, true});
  CHECK(trainer.run() > run);
  CHECK(trainer.step() == 0);
}

TEST_CASE("a whole epoch on the first images alone ends as any other, and an added picture keeps its place") {
  auto first = std::make_shared<Dataset>(Dataset{"Squares", lab_test::squares(40), lab_test::squares(20, 3)});
  first->to_come = 130;
  Trainer trainer(lab_test::small_spec("lab-dae", 1), 1);
  apply(trainer, command::UseData{first});
  lab_test::run(trainer);
  CHECK(trainer.epoch() == 1);
  CHECK(trainer.epochs().back().val_loss > 0.0F);
  CHECK(trainer.step() == trainer.steps_per_epoch());
}
