#include "io/sweep_table.h"

#include <nlohmann/json.hpp>

#include "io/drawing_fixture.h"

using namespace lab;

namespace {

SweepPlan plan() {
  return {.preset = "mlp",
          .settings = {{"epochs", "2"}},
          .axes = {{"l2", {"1e-06", "0.001"}}, {"optimizer", {"sgd", "adam"}}},
          .replicates = 2,
          .data = "some folder",
          .test = "another"};
}

std::vector<std::optional<SweepOutcome>> outcomes(std::size_t count) {
  std::vector<std::optional<SweepOutcome>> all(count);
  all[0] = SweepOutcome{.failed = false, .last = {.epoch = 2, .val_loss = 0.5F, .val_accuracy = 0.75F}};
  all[1] = SweepOutcome{.failed = false, .last = {.epoch = 2, .val_loss = 0.25F, .val_accuracy = 0.25F}};
  all[2] = SweepOutcome{.failed = true, .last = {}};
  return all;
}

}  // namespace

TEST_CASE("a plan comes back from its JSON, and may be written with numbers and ranges") {
  const auto back = sweep_plan_from_json("s.json", sweep_plan_to_json(plan()));
  REQUIRE(back.ok());
  CHECK(*back == plan());
  const auto typed = sweep_plan_from_json("s.json", R"({"preset": "mlp", "settings": {"epochs": 5, "noise_fresh": true},
                    "grid": {"l2": [1e-6, 0.001], "learning_rate": "0.1:0.3:3"}})");
  REQUIRE(typed.ok());
  CHECK(typed->settings[0].second == "5");
  CHECK(typed->settings[1].second == "true");
  CHECK(typed->axes[0].values == std::vector<std::string>{"1e-06", "0.001"});
  CHECK(typed->axes[1].values.size() == 3);
  CHECK(typed->replicates == 1);
  CHECK(typed->data.empty());
}

TEST_CASE("plans of the wrong form get a sentence that begins with the file") {
  for (const char* bad :
       {"", "[]", "{}", R"({"preset": 3})", R"({"preset": "mlp"})", R"({"preset": "mlp", "grid": []})",
        R"({"preset": "mlp", "grid": {"l2": 1}})", R"({"preset": "mlp", "grid": {"l2": [null]}})",
        R"({"preset": "mlp", "grid": {"l2": "1:2"}})", R"({"preset": "mlp", "grid": {}, "replicates": 0})",
        R"({"preset": "mlp", "grid": {}, "replicates": 1e99})", R"({"preset": "mlp", "grid": {}, "settings": 1})",
        R"({"preset": "mlp", "grid": {}, "settings": {"l2": []}})", R"({"preset": "mlp", "grid": {}, "data": 1})"}) {
    CAPTURE(bad);
    const auto refused = sweep_plan_from_json("s.json", bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().message.starts_with("s.json"));
  }
}

TEST_CASE("the tables hold every point, and leave unmeasured cells empty") {
  const auto runs = plan_sweep(plan());
  REQUIRE(runs.ok());
  const auto all = outcomes(runs->size());
  const auto points = summarize_sweep(*runs, all);
  CHECK(sweep_csv(plan(), points) ==
        "l2,optimizer,runs,failed,missing,val_loss_mean,val_loss_sd,val_accuracy_mean,val_accuracy_sd\n"
        "1e-06,sgd,2,0,0,0.375,0.1767767,0.5,0.3535534\n"
        "1e-06,adam,0,1,1,,,,\n"
        "0.001,sgd,0,0,2,,,,\n"
        "0.001,adam,0,0,2,,,,\n");
  const auto json = nlohmann::json::parse(sweep_json(plan(), points, *runs, all));
  CHECK(json["points"].size() == 4);
  CHECK(json["points"][0]["val_loss"]["mean"] == 0.375);
  CHECK(json["points"][1]["val_loss"]["mean"].is_null());
  CHECK(json["runs"].size() == 3);
  CHECK(json["runs"][1]["values"]["optimizer"] == "sgd");
  CHECK(json["runs"][1]["seed"] == 1);
}

TEST_CASE("the plot has one set of axes for each figure, also for values that are names") {
  const auto runs = plan_sweep(plan());
  const auto points = summarize_sweep(*runs, outcomes(runs->size()));
  const Drawing both = sweep_plot(lab_test::typeface(), plan(), points, true);
  lab_test::check_tidy(both);
  CHECK(both.height() > 1.8F * sweep_plot(lab_test::typeface(), plan(), points, false).height());
  for (const char* title : {"L2 factor", "Optimizer adam", "Categorical cross-entropy (nats)"})
    CHECK(lab_test::says(both, title));
  SweepPlan swapped = plan();
  std::swap(swapped.axes[0], swapped.axes[1]);
  const auto swapped_runs = plan_sweep(swapped);
  const auto swapped_points = summarize_sweep(*swapped_runs, outcomes(swapped_runs->size()));
  const Drawing names = sweep_plot(lab_test::typeface(), swapped, swapped_points, false);
  lab_test::check_tidy(names);
  CHECK(lab_test::says(names, "sgd"));
}
