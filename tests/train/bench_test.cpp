#include "train/bench.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "train/trainer_fixture.h"

using namespace lab;
using namespace lab_test;

TEST_CASE("bench: however short a measurement is, it has a speed") {
  BenchRun run(small_spec("lab-dae", 1), square_data(), 1);
  REQUIRE(run.error().empty());
  for (int turn = 0; turn < 20; ++turn) {  // some of them begin with a batch of validation
    run.measure();
    run.advance(0.0);
    const BenchResult result = run.result();
    CHECK(result.steps == 1);
    CHECK(result.samples_per_second > 0.0);
    CHECK(std::isfinite(result.samples_per_second));
    CHECK(std::isfinite(result.loss));
  }
}

TEST_CASE("bench: a figure that is not finite is null in JSON") {
  const auto json = nlohmann::json::parse(bench_json("vae", "native", {.steps = 3, .loss = NAN}));
  CHECK(json["loss"].is_null());
  CHECK(json["steps"] == 3);
}
