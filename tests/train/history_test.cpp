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
