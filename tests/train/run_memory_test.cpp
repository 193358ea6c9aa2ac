#include "train/run_memory.h"

#include <doctest/doctest.h>

#include <string>

#include "experiment/fields.h"
#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::small_spec;

namespace {

constexpr std::int64_t kMebi = 1 << 20;

bool mentions(const std::string& sentence, const std::string& words) {
  INFO(sentence);
  return sentence.find(words) != std::string::npos;
}

std::string refusal(const ExperimentSpec& spec, std::int64_t room) {
  return check_room(spec, {.run = room, .total = 2 * room, .image_count = 1000, .owner = "page"}).error().message;
}

}  // namespace

TEST_CASE("what a run needs grows with its batch, its code and early stopping") {
  ExperimentSpec spec = small_spec("lab-dae", 1);
  const auto needed = [&] { return run_memory(*outline_network(spec), spec, 1000); };
  const std::int64_t before = needed();
  spec.batch_size = 512;
  const std::int64_t larger = needed();
  CHECK(larger > before + 4 * 2 * 784 * (512 - 128));
  spec.patience = 3;
  const auto weights = std::int64_t{4} * outline_network(spec)->parameter_count();
  CHECK(needed() == larger + weights);
  spec.batch_size = 1;
  const std::int64_t least = needed();
  spec.batch_size = 64;  // smaller batches have as much room
  CHECK(needed() == least);
}

TEST_CASE("what does not fit is refused with the figures and with what would fit") {
  ExperimentSpec spec = small_spec("conv-dae", 1);
  spec.batch_size = 512;
  const std::string sentence = refusal(spec, 100 * kMebi);
  CHECK(mentions(sentence, "and 100 MiB of the page's 200 MiB are left for it"));
  CHECK(mentions(sentence, "batch size 128 fits."));
  spec.batch_size = 128;
  CHECK(refusal(spec, 100 * kMebi).empty());

  ExperimentSpec wide = small_spec("digit-denoiser", 1);
  REQUIRE(set_field(wide, "code_size", 1024.0));
  const std::int64_t room = run_memory(*outline_network(wide), wide, 1000) - 3 * kMebi;
  wide.batch_size = 64;
  CHECK(mentions(refusal(wide, room - 5 * kMebi), "code size 512"));
  CHECK(mentions(refusal(spec, kMebi), "a smaller network, or fewer or smaller images, may fit."));
}

TEST_CASE("a trainer refuses what its budget cannot hold, and the run that was there goes on") {
  MemoryBudget budget(60 * kMebi, "page");
  Trainer trainer(small_spec("conv-dae", 3), 1, budget);
  REQUIRE(trainer.state() == TrainState::ready);
  lab_test::apply(trainer, command::UseData{lab_test::square_data()});
  lab_test::apply(trainer, command::Train{});
  trainer.advance();
  const std::int64_t promised = budget.promised();
  CHECK(promised > 20 * kMebi);
  for (const double batch : {512.0, 4096.0}) {
    const Status status = trainer.apply(command::SetField{"batch_size", batch});
    CHECK_FALSE(status.ok());
    CHECK(mentions(status.error().message, "batch size 64 fits"));
    CHECK(budget.promised() == promised);
    CHECK(trainer.spec().batch_size == 64);
    CHECK(trainer.state() == TrainState::training);
  }
  const auto step = trainer.snapshot()->step;
  trainer.advance();
  CHECK(trainer.snapshot()->step == step + 1);
  CHECK(trainer.snapshot()->memory.run == 60 * kMebi);
  // A smaller run gives back what it does not need, and a larger one is granted again.
  lab_test::apply(trainer, command::SetPreset{"lab-dae"});
  CHECK(budget.promised() < 10 * kMebi);
  lab_test::apply(trainer, command::SetPreset{"conv-dae"});
  CHECK(budget.promised() == promised);
}

TEST_CASE("where memory is in pieces, what finds no place is refused, and the advice does") {
  ExperimentSpec spec = small_spec("conv-dae", 1);
  spec.batch_size = 256;
  const auto refused = [&](MemoryPieces pieces) {
    return check_room(
               spec, {.run = 200 * kMebi, .total = 208 * kMebi, .image_count = 1000, .pieces = pieces, .owner = "page"})
        .error()
        .message;
  };
  // The largest block, all activations, takes some 100 MiB of the 160.
  CHECK(refused({170 * kMebi}).empty());
  CHECK(refused({110 * kMebi, 65 * kMebi}).empty());
  const std::string sentence = refused({90 * kMebi, 80 * kMebi, 30 * kMebi});
  CHECK(mentions(sentence, "are left for it, but not in one piece; batch size 128 fits."));
  spec.batch_size = 128;
  CHECK(refused({90 * kMebi, 80 * kMebi, 30 * kMebi}).empty());
}

TEST_CASE("what is promised is what a run takes, whatever changes") {
  MemoryBudget budget(4096 * kMebi, "machine");
  Trainer trainer(small_spec("lab-dae", 2), 1, budget);
  lab_test::apply(trainer, command::UseData{lab_test::square_data()});
  const auto expected = [&] { return run_memory(*outline_network(trainer.spec()), trainer.spec(), 370); };
  CHECK(budget.promised() == expected());
  for (const double batch : {1.0, 256.0, 31.0}) {
    lab_test::apply(trainer, command::SetField{"batch_size", batch});
    CHECK(budget.promised() == expected());
    lab_test::run(trainer);
  }
  lab_test::apply(trainer, command::SetField{"patience", 2.0});
  CHECK(budget.promised() == expected());
  lab_test::apply(trainer, command::DropData{});
  CHECK(trainer.data() == nullptr);
  CHECK_FALSE(trainer.apply(command::Train{}).ok());
}
