#include "train/added_images.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::apply;
using lab_test::run;
using lab_test::small_spec;
using lab_test::square_data;

namespace {

/// A picture unlike the squares: a bright bar along the upper edge; `label` -1: none.
OwnPicturePtr bar(int label, const Shape& shape = Shape::image(28, 28, 1)) {
  OwnPicture picture;
  picture.image.shape = shape;
  picture.image.pixels.assign(static_cast<std::size_t>(shape.size()), 0);
  std::fill_n(picture.image.pixels.begin(), shape.size() / 7, std::uint8_t{240});
  if (label >= 0) picture.image.labels = {static_cast<std::uint8_t>(label)};
  return std::make_shared<const OwnPicture>(std::move(picture));
}

std::vector<float> losses(const Trainer& trainer) {
  std::vector<float> values;
  for (const EpochRecord& record : trainer.epochs()) values.push_back(record.loss);
  return values;
}

/// The probability that the classifier gives to `label` for the bar.
float answer(Trainer& trainer, int label) {
  const Subject subject = *trainer.subject();
  Matrix input(784, 1);
  subject.read(Pick(bar(-1)), false, input.data());
  const ConstMatrixView view(input.data(), 784, 1);
  const int layers = static_cast<int>(trainer.network()->layers().size());
  return trainer.network()->predict(trainer.pool(), view, 0, layers)(label, 0);
}

}  // namespace

TEST_CASE("added images are trained on beside the data, which stay as they are") {
  Trainer trainer(small_spec("mlp", 12), 2);
  const DatasetPtr data = square_data(240);
  apply(trainer, command::UseData{data});
  CHECK(trainer.train_count() == 240);
  const std::vector<OwnPicturePtr> pictures(12, bar(3));
  apply(trainer, command::TrainAlso{pictures});
  CHECK(trainer.train_count() == 252);
  CHECK(trainer.data() == data.get());
  const auto snapshot = trainer.snapshot();
  CHECK(snapshot->train_count == 252);
  CHECK(snapshot->added_count == 12);
  CHECK(snapshot->added_next == 12);
  run(trainer);
  const float with = answer(trainer, 3);

  Trainer other(small_spec("mlp", 12), 2);
  apply(other, command::UseData{data});
  run(other);
  CHECK(with > 0.6F);
  CHECK(with > answer(other, 3) + 0.3F);
}

TEST_CASE("adding images while an epoch is under way loses nothing and begins with the next one") {
  Trainer trainer(small_spec("lab-dae", 3), 1);
  apply(trainer, command::UseData{square_data(300)});
  apply(trainer, command::Step{});
  trainer.advance();
  REQUIRE(trainer.step() == 1);
  const std::uint64_t before = trainer.run();
  const std::vector<float> weights(trainer.network()->parameters().begin(), trainer.network()->parameters().end());
  apply(trainer, command::TrainAlso{{bar(1), bar(-1)}});
  CHECK(trainer.run() == before);
  CHECK(trainer.step() == 1);
  CHECK(std::ranges::equal(weights, trainer.network()->parameters()));
  CHECK(trainer.train_count() == 300);
  CHECK(trainer.snapshot()->added_count == 0);
  CHECK(trainer.snapshot()->added_next == 2);
  apply(trainer, command::Train{});
  while (trainer.active() && trainer.epoch() < 1) trainer.advance();
  CHECK(trainer.train_count() == 302);
  CHECK(trainer.snapshot()->added_count == 2);
  while (trainer.active()) trainer.advance();
  CHECK(trainer.epoch() == 3);

  // Taken out again they take no part any more, and a run that had them before its first batch is as if it never had.
  apply(trainer, command::TrainAlso{});
  apply(trainer, command::Reset{});
  CHECK(trainer.train_count() == 300);
  run(trainer);
  Trainer other(small_spec("lab-dae", 3), 1);
  apply(other, command::UseData{square_data(300)});
  run(other);
  CHECK(losses(trainer) == losses(other));
}

TEST_CASE("added images stay through resets, other data and other networks, fitted to each") {
  Trainer trainer(small_spec("lab-dae", 1), 2);
  apply(trainer, command::TrainAlso{{bar(3), bar(9, Shape::image(64, 64, 3)), bar(-1)}});
  CHECK(trainer.train_count() == 0);
  apply(trainer, command::UseData{square_data(100)});
  CHECK(trainer.train_count() == 103);
  apply(trainer, command::Reset{});
  CHECK(trainer.train_count() == 103);
  apply(trainer, command::UseData{square_data(50)});
  CHECK(trainer.train_count() == 53);
  apply(trainer, command::SetField{"train_size", 20.0});
  CHECK(trainer.train_count() == 23);
  run(trainer);
  CHECK(trainer.state() == TrainState::finished);
  apply(trainer, command::SetPreset{"cifar-conv-ae"});
  CHECK(trainer.train_count() == 53);
  apply(trainer, command::SetField{"epochs", 1.0});
  run(trainer);
  CHECK(trainer.state() == TrainState::finished);
  apply(trainer, command::SetPreset{"mlp"});  // a classifier takes those that have a class
  CHECK(trainer.train_count() == 52);
}

TEST_CASE("added images cost their own bytes only, and are refused where even these are not left") {
  MemoryBudget budget(64 << 20, "page");
  Trainer trainer(small_spec("lab-dae", 1), 1, budget);
  apply(trainer, command::UseData{square_data(3000)});
  const std::int64_t before = budget.promised();
  const std::vector<OwnPicturePtr> pictures(24, bar(3));
  apply(trainer, command::TrainAlso{pictures});
  CHECK(budget.promised() - before >= 24 * 784);
  CHECK(budget.promised() - before <= 3 * 24 * 784);
  apply(trainer, command::TrainAlso{});
  CHECK(budget.promised() == before);

  MemoryShare rest(budget);
  REQUIRE(rest.resize(rest.most()));
  const Status refused = trainer.apply(command::TrainAlso{pictures});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("memory") != std::string::npos);
  CHECK(trainer.train_count() == 3000);
}
