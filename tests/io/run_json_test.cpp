#include "io/run_json.h"

#include <doctest/doctest.h>

#include <cmath>

#include "train/trainer_fixture.h"

using namespace lab;

TEST_CASE("a run comes back from its JSON as it was") {
  ExperimentSpec spec = lab_test::small_spec("mlp", 2);
  spec.seed = 9007199254740991;
  Trainer trainer(spec, 2);
  lab_test::apply(trainer, command::UseData{lab_test::square_data(60, 20)});
  lab_test::run(trainer);
  const RunRecord run = record_of(trainer);
  CHECK(run.state == "finished");
  const auto back = run_from_json("run.json", run_to_json(run));
  REQUIRE(back.ok());
  CHECK(back->preset == "mlp");
  CHECK(back->state == "finished");
  CHECK(back->seed == spec.seed);
  CHECK(back->threads == 2);
  CHECK(back->parameters == 55050);
  CHECK(back->train_images == 60);
  CHECK(back->samples_per_second == run.samples_per_second);
  REQUIRE(back->epochs.size() == 2);
  CHECK(back->epochs[1].epoch == 2);
  CHECK(back->epochs[1].loss == run.epochs[1].loss);
  CHECK(back->epochs[1].val_loss == run.epochs[1].val_loss);
  CHECK(back->epochs[1].val_accuracy == run.epochs[1].val_accuracy);
  CHECK(back->epochs[1].seconds == run.epochs[1].seconds);
}

TEST_CASE("what was not measured stays so, and what is no run is refused") {
  const auto run = run_from_json("r", R"({"epochs": [{"epoch": 1, "loss": 0.5, "val_loss": null}]})");
  REQUIRE(run.ok());
  CHECK(std::isnan(run->epochs[0].val_loss));
  CHECK(std::isnan(run->samples_per_second));
  CHECK(run->state.empty());
  for (const char* bad : {"", "[]", "{}", R"({"epochs": 3})", R"({"epochs": [3]})", R"({"epochs": [{"loss": 1}]})",
                          R"({"epochs": [{"epoch": -1}]})", R"({"epochs": [{"epoch": 1e300}]})", "{\"epochs\": ["}) {
    CAPTURE(bad);
    const auto refused = run_from_json("bad.json", bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().message.starts_with("bad.json"));
  }
}
