#include "train/judge.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "data/digits/digits.h"
#include "io/model_file.h"
#include "train/restoration.h"
#include "train/trainer_fixture.h"

using namespace lab;

namespace {

constexpr int kFew = 128;  // digits: four batches

void teach(Judge& judge) {
  ThreadPool pool(2);
  while (judge.can_learn()) judge.learn(pool);
}

ModelPtr opened(const char* preset) {
  const ExperimentSpec spec = *find_preset(preset);
  Trainer trainer(spec, 1);
  const auto weights = trainer.network()->parameters();
  return std::make_shared<const SavedModel>(SavedModel{spec, {weights.begin(), weights.end()}});
}

}  // namespace

TEST_CASE("a judge learns batch by batch, and gives back the memory that only learning takes") {
  MemoryBudget memory(std::int64_t{256} << 20, "test");
  Judge judge(memory, kFew);
  CHECK(judge.network() == nullptr);
  CHECK(judge.can_learn());
  const std::int64_t learning = memory.promised();
  CHECK(learning > 0);
  ThreadPool pool(1);
  judge.learn(pool);
  CHECK(judge.state().progress == doctest::Approx(0.25));
  CHECK(judge.state().model == nullptr);
  const std::uint64_t before = judge.version();
  teach(judge);
  CHECK(judge.version() > before);
  CHECK(memory.promised() == 0);
  const JudgeState state = judge.state();
  CHECK(state.progress == 1.0F);
  REQUIRE(state.learned != nullptr);
  CHECK(state.model == state.learned);
  REQUIRE(judge.network() != nullptr);
  CHECK(memory.promised() > 0);
  CHECK(memory.promised() < learning);
  judge.rest();
  CHECK(memory.promised() == 0);
  CHECK(judge.network() != nullptr);
}

TEST_CASE("the same digits make the same judge, whatever the threads") {
  MemoryBudget& memory = MemoryBudget::of_machine();
  Judge one(memory, kFew);
  ThreadPool pool(1);
  while (one.can_learn()) one.learn(pool);
  Judge two(memory, kFew);
  teach(two);
  CHECK(one.state().learned->parameters == two.state().learned->parameters);
}

TEST_CASE("what was learned goes through a file and comes back as what was learned") {
  Judge judge(MemoryBudget::of_machine(), kFew);
  teach(judge);
  const ModelPtr learned = judge.state().learned;
  const auto network = network_of(*learned, 1);
  REQUIRE(network.ok());
  const auto read = read_model("judge.aelab", write_model(learned->spec, *network));
  REQUIRE(read.ok());
  CHECK(read->spec == judge_spec(kFew));
  CHECK_FALSE(read->spec == judge_spec(2 * kFew));

  Judge other(MemoryBudget::of_machine(), kFew);
  REQUIRE(other.use(std::make_shared<const SavedModel>(*read)).ok());
  CHECK_FALSE(other.can_learn());
  CHECK(other.state().learned != nullptr);
  REQUIRE(other.network() != nullptr);
  CHECK(std::ranges::equal(other.network()->parameters(), learned->parameters));
}

TEST_CASE("a classifier that is opened judges until it is sent away") {
  Judge judge(MemoryBudget::of_machine(), kFew);
  const ModelPtr mlp = opened("mlp");
  REQUIRE(judge.use(mlp).ok());
  CHECK_FALSE(judge.can_learn());
  REQUIRE(judge.network() != nullptr);
  CHECK(judge.state().model == mlp);
  CHECK(judge.state().learned == nullptr);
  REQUIRE(judge.use(nullptr).ok());
  CHECK(judge.network() == nullptr);
  CHECK(judge.can_learn());
  CHECK_FALSE(judge.use(opened("sp-dae")).ok());  // names nothing
  SavedModel broken = *mlp;
  broken.parameters.pop_back();
  CHECK_FALSE(judge.use(std::make_shared<const SavedModel>(broken)).ok());
}

TEST_CASE("a judge says what it cannot judge") {
  Judge judge(MemoryBudget::of_machine(), kFew);
  ImageSet digits = make_digits(20, 1);
  CHECK(judge.suits(digits, {}).ok());
  CHECK(judge.suits(digits, digit_names()).ok());
  CHECK_FALSE(judge.suits(digits, {"cat", "dog"}).ok());
  ImageSet letters = digits;
  letters.labels.front() = 10;
  CHECK_FALSE(judge.suits(letters, {}).ok());
  ImageSet unlabelled = digits;
  unlabelled.labels.clear();
  CHECK_FALSE(judge.suits(unlabelled, {}).ok());
  ImageSet colour = digits;
  colour.shape = Shape::image(7, 16, 7);
  CHECK_FALSE(judge.suits(colour, {}).ok());
  REQUIRE(judge.use(opened("mlp")).ok());
  CHECK(judge.suits(digits, {"cat", "dog"}).ok());
  CHECK_FALSE(judge.suits(letters, {}).ok());
}

TEST_CASE("where there is no memory, nobody judges, and a sentence says so") {
  MemoryBudget memory(1 << 20, "page");
  Judge judge(memory, kFew);
  CHECK_FALSE(judge.can_learn());
  CHECK(judge.state().refusal.find("MiB") != std::string::npos);
  CHECK(judge.network() == nullptr);
  CHECK(memory.promised() == 0);
}
