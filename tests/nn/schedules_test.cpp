#include "nn/schedules.h"

#include <doctest/doctest.h>

using namespace lab;

namespace {

double factor(const char* kind, double epoch, double total = 10.0) {
  const ScheduleSpec spec{.kind = kind, .decay = 0.5F, .stage_epochs = 3};
  const ScheduleKind* schedule = find_schedule(kind);
  REQUIRE(schedule != nullptr);
  return schedule->factor(spec, {.epoch = epoch, .total_epochs = total});
}

}  // namespace

TEST_CASE("the constant schedule leaves the rate alone") {
  CHECK(factor("constant", 0.0) == 1.0);
  CHECK(factor("constant", 9.9) == 1.0);
}

TEST_CASE("the step schedule multiplies at the end of each stage") {
  CHECK(factor("step", 2.99) == 1.0);
  CHECK(factor("step", 3.0) == 0.5);
  CHECK(factor("step", 6.5) == 0.25);
}

TEST_CASE("the cosine falls from one to zero, and stays there") {
  CHECK(factor("cosine", 0.0) == doctest::Approx(1.0));
  CHECK(factor("cosine", 5.0) == doctest::Approx(0.5));
  CHECK(factor("cosine", 10.0) == doctest::Approx(0.0));
  CHECK(factor("cosine", 12.0) == doctest::Approx(0.0));
}

TEST_CASE("one cycle rises to the base rate and falls far below where it began") {
  CHECK(factor("one-cycle", 0.0) == doctest::Approx(1.0 / 25.0));
  CHECK(factor("one-cycle", 3.0) == doctest::Approx(1.0));
  CHECK(factor("one-cycle", 1.5) == doctest::Approx(0.52));
  CHECK(factor("one-cycle", 10.0) == doctest::Approx(4e-6));
}
