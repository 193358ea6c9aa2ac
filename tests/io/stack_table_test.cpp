#include "io/stack_table.h"

#include <nlohmann/json.hpp>

#include "io/drawing_fixture.h"

using namespace lab;

namespace {

StackComparison comparison() {
  StackComparison c;
  c.spec.name = "stacked-ae";
  c.pretraining = {{.layer = 1, .epoch = 1, .loss = 0.5F, .val_loss = 0.5F, .stack_val_loss = 0.5F},
                   {.layer = 2, .epoch = 1, .loss = 0.1F, .val_loss = 0.1F, .stack_val_loss = 0.375F}};
  c.fine_tuning = {{.epoch = 1, .val_loss = 0.25F}};
  c.whole = {{.epoch = 1, .val_loss = 0.75F}, {.epoch = 2, .val_loss = 0.625F}, {.epoch = 3, .val_loss = 0.3125F}};
  return c;
}

}  // namespace

TEST_CASE("both ways of training stand side by side, epoch by epoch") {
  CHECK(stack_csv(comparison()) ==
        "epoch,phase,stacked_val_loss,whole_val_loss\n"
        "1,layer 1,0.5,0.75\n"
        "2,layer 2,0.375,0.625\n"
        "3,fine-tuning,0.25,0.3125\n");
  const auto json = nlohmann::json::parse(stack_json(comparison()));
  CHECK(json["stacked"] == 0.25);
  CHECK(json["whole"] == 0.3125);
  CHECK(json["pretraining"].size() == 2);
  const Drawing plot = stack_plot(lab_test::typeface(), comparison());
  lab_test::check_tidy(plot);
  CHECK(lab_test::says(plot, "trained whole"));
}

TEST_CASE("a comparison that was interrupted leaves cells empty") {
  StackComparison c = comparison();
  c.fine_tuning.clear();
  c.whole.pop_back();
  CHECK(stack_csv(c).ends_with("2,layer 2,0.375,0.625\n"));
  CHECK(nlohmann::json::parse(stack_json(c))["stacked"].is_null());
}
