#include "train/history.h"

#include <doctest/doctest.h>

using namespace lab;

TEST_CASE("the curve stays bounded and keeps the shape of what was added") {
  LossCurve curve;
  constexpr int kSteps = 50000;
  for (int i = 0; i < kSteps; ++i) curve.add(i / 100.0, 2.0 * i);
  CHECK(curve.points().size() < LossCurve::kMaxPoints);
  CHECK(curve.points().size() >= LossCurve::kMaxPoints / 2 - 1);
  for (const LossPoint& point : curve.points())
    CHECK(point.loss == doctest::Approx(200.0 * static_cast<double>(point.epoch)).epsilon(1e-3));
  curve.clear();
  CHECK(curve.points().empty());
  curve.add(0.5, 1.0);
  CHECK(curve.points().size() == 1);
  curve.add(1.0, 9.0, 0.25);  // a quarter of a batch waits for the next
  CHECK(curve.points().size() == 1);
  curve.add(2.0, 4.0);
  REQUIRE(curve.points().size() == 2);
  CHECK(curve.points()[1].loss == doctest::Approx((9.0 * 0.25 + 4.0) / 1.25));
}

TEST_CASE("epochs are thinned when there are many; the first and the newest stay") {
  EpochLog log;
  const auto add = [&log](int epoch) { log.add({.epoch = epoch, .loss = static_cast<float>(epoch)}); };
  for (int epoch = 1; epoch < static_cast<int>(EpochLog::kMostRecords); ++epoch) add(epoch);
  CHECK(log.records().size() == EpochLog::kMostRecords - 1);
  for (int epoch = static_cast<int>(EpochLog::kMostRecords); epoch <= 100'000; ++epoch) {
    add(epoch);
    REQUIRE(log.records().size() <= EpochLog::kMostRecords);
    REQUIRE(log.records().back().epoch == epoch);
  }
  CHECK(log.records().size() > EpochLog::kMostRecords / 4);
  CHECK(log.records().front().epoch == 1);
  const int stride = log.records()[1].epoch - 1;
  for (std::size_t i = 0; i + 1 < log.records().size(); ++i)
    CHECK(log.records()[i].epoch == 1 + stride * static_cast<int>(i));
  log.clear();
  CHECK(log.records().empty());
}
