#include "train/sweep.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "experiment/field_text.h"
#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::square_data;

namespace {

SweepPlan small_plan() {
  return {.preset = "mlp",
          .settings = {{"epochs", "2"}, {"train_size", "100"}},
          .axes = {{"learning_rate", {"0.1", "0.010"}}, {"l2", {"0", "1e-3"}}},
          .replicates = 2,
          .test = {}};
}

std::string refusal(const SweepPlan& plan) {
  const auto runs = plan_sweep(plan);
  return runs.ok() ? "accepted" : runs.error().message;
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a grid is written as a list, evenly spaced or with equal factors") {
  CHECK(parse_axis("noise=gaussian,masking")->values == std::vector<std::string>{"gaussian", "masking"});
  CHECK(parse_axis("l2=1e-6:1e-3:5")->values ==
        std::vector<std::string>{"1e-06", "0.00025075", "0.0005005", "0.00075025", "0.001"});
  const auto factors = parse_axis("learning_rate=0.001:0.1:3:log");
  REQUIRE(factors.ok());
  CHECK(factors->field == "learning_rate");
  CHECK(std::stod(factors->values[1]) == doctest::Approx(0.01));
  for (const char* bad : {"l2", "=1,2", "l2=1:2", "l2=1:2:1", "l2=1:2:1e9", "l2=1:2:2.5", "l2=0:1:3:log", "l2=a:b:3",
                          "l2=1:2:3:lin", "l2=1:2:3:log:x", "l2=nan:1:3", ":", ""}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_axis(bad).ok());
  }
}

TEST_CASE("a plan gives every point with all replicates, the last axis changing fastest") {
  const auto runs = plan_sweep(small_plan());
  REQUIRE(runs.ok());
  REQUIRE(runs->size() == 8);
  CHECK((*runs)[0].name == "learning_rate=0.1_l2=0_seed=0");
  CHECK((*runs)[1].name == "learning_rate=0.1_l2=0_seed=1");
  CHECK((*runs)[2].values == std::vector<std::string>{"0.1", "0.001"});
  CHECK((*runs)[7].name == "learning_rate=0.01_l2=0.001_seed=1");
  CHECK((*runs)[7].point == 3);
  CHECK((*runs)[7].replicate == 1);
  CHECK((*runs)[7].spec.seed == 1);
  CHECK((*runs)[7].spec.epochs == 2);
  CHECK((*runs)[7].spec.optimizer.learning_rate == doctest::Approx(0.01));
  CHECK((*runs)[7].spec.layers[0].number("kernel_regularizer_l2", 0) == doctest::Approx(0.001));
}

TEST_CASE("numbers of a grid hold whatever kinds stand beside them") {
  SweepPlan plan{.preset = "sp-dae",
                 .settings = {{"momentum", "0.5"}, {"noise_level", "0.7"}},
                 .axes = {{"learning_rate", {"0.25", "0.5"}}, {"optimizer", {"sgd", "adam"}}, {"noise", {"masking"}}},
                 .test = {}};
  const auto runs = plan_sweep(plan);
  REQUIRE(runs.ok());
  REQUIRE(runs->size() == 4);
  CHECK((*runs)[1].name == "learning_rate=0.25_optimizer=adam_noise=masking_seed=0");
  for (const SweepRun& run : *runs) {
    CHECK(value_text(static_cast<double>(run.spec.optimizer.learning_rate)) == run.values[0]);
    CHECK(run.spec.noise.level == 0.7F);
    // Settings, in their order, make the spec.
    ExperimentSpec spec = *find_preset("sp-dae");
    for (const auto& [field, value] : run.settings) REQUIRE(set_field_text(spec, field, value).ok());
    CHECK(spec == run.spec);
  }
}

TEST_CASE("plans that make no sense get a sentence before anything is trained") {
  SweepPlan plan = small_plan();
  plan.preset = "gan";
  CHECK(contains(refusal(plan), "no preset"));
  plan = small_plan();
  plan.axes.clear();
  CHECK(contains(refusal(plan), "needs a grid"));
  plan = small_plan();
  plan.axes[1].field = "learning_rate";
  CHECK(contains(refusal(plan), "twice"));
  plan = small_plan();
  plan.axes[0].values = {"0.1", "0.10"};
  CHECK(contains(refusal(plan), "learning_rate=0.1 twice"));
  plan = small_plan();
  plan.axes[0].values = {"0.1", "11"};
  CHECK(contains(refusal(plan), "between 0 and 10"));
  plan = small_plan();
  plan.axes.push_back({"seed", {"1", "2"}});
  CHECK(contains(refusal(plan), "replicate"));
  plan = small_plan();
  plan.replicates = 1'000'000'000;
  CHECK(contains(refusal(plan), "at most 10000 runs"));
  plan = small_plan();
  plan.settings.emplace_back("epochs", "many");
  CHECK(contains(refusal(plan), "Epochs"));
}

TEST_CASE("a run of a sweep is the run that a Trainer makes of its spec, whatever runs beside it") {
  const auto runs = plan_sweep(small_plan());
  REQUIRE(runs.ok());
  const DatasetPtr data = square_data(120, 40);
  const auto load = [&](const ExperimentSpec&) { return Result<DatasetPtr>(data); };
  std::map<std::string, float> losses;
  const auto finished = [&](const SweepRun& run, Trainer& trainer) -> Status {
    losses[run.name] = trainer.epochs().back().val_loss;
    return {};
  };
  REQUIRE(run_sweep(*runs, 3, load, finished, [] { return false; }).ok());
  REQUIRE(losses.size() == runs->size());
  for (const SweepRun& run : *runs) {
    Trainer alone(run.spec, 2);
    lab_test::apply(alone, command::UseData{data});
    lab_test::run(alone);
    CHECK(losses[run.name] == alone.epochs().back().val_loss);
  }
}

TEST_CASE("a sweep stops when it is told to, and at the first error") {
  const auto runs = plan_sweep(small_plan());
  REQUIRE(runs.ok());
  int loaded = 0;
  int ended = 0;
  const auto load = [&](const ExperimentSpec&) {
    ++loaded;
    return Result<DatasetPtr>(square_data(120, 40));
  };
  const auto finished = [&](const SweepRun&, Trainer&) -> Status {
    ++ended;
    return {};
  };
  CHECK(run_sweep(*runs, 1, load, finished, [&] { return ended == 2; }).ok());
  CHECK(ended == 2);
  CHECK(loaded == 2);

  const auto no_data = [](const ExperimentSpec&) { return Result<DatasetPtr>(Error{"The disk is gone."}); };
  const Status status = run_sweep(*runs, 1, no_data, finished, [] { return false; });
  CHECK(contains(status.error().message, "seed=0: The disk is gone."));
  CHECK(ended == 2);
}

TEST_CASE("points gather what their runs reached, with the deviation of a sample") {
  SweepPlan plan = small_plan();
  plan.axes.resize(1);
  plan.replicates = 3;
  const auto runs = plan_sweep(plan);
  REQUIRE(runs.ok());
  std::vector<std::optional<SweepOutcome>> outcomes(runs->size());
  for (std::size_t i = 0; i < 3; ++i) {
    outcomes[i] =
        SweepOutcome{.failed = false, .last = {.val_loss = 1.0F + static_cast<float>(i), .val_accuracy = 0.5F}};
  }
  outcomes[3] = SweepOutcome{.failed = true, .last = {}};
  outcomes[5] = SweepOutcome{.failed = false, .last = {.val_loss = 7.0F}};
  const auto points = summarize_sweep(*runs, outcomes);
  REQUIRE(points.size() == 2);
  CHECK(points[0].val_loss.count == 3);
  CHECK(points[0].val_loss.mean == doctest::Approx(2.0));
  CHECK(points[0].val_loss.deviation == doctest::Approx(1.0));
  CHECK(points[0].val_accuracy.deviation == doctest::Approx(0.0));
  CHECK(points[1].values == std::vector<std::string>{"0.01"});
  CHECK(points[1].failed == 1);
  CHECK(points[1].missing == 1);
  CHECK(points[1].val_loss.mean == doctest::Approx(7.0));
  CHECK(std::isnan(points[1].val_loss.deviation));
}
