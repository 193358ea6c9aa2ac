#include "nn/losses.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <vector>

using namespace lab;

namespace {

struct Evaluated {
  LossTotals totals;
  std::vector<float> outputs, gradient;
};

Evaluated evaluate(const char* name, std::vector<float> outputs, std::vector<float> target, bool fused) {
  const LossKind* kind = find_loss(name);
  Evaluated result{{}, std::move(outputs), {}};
  const auto n = static_cast<Eigen::Index>(result.outputs.size());
  result.gradient.assign(result.outputs.size(), 0.0F);
  const Targets targets{ConstMatrixView(target.data(), n, 1), {}};
  const auto loss = fused ? kind->fused : kind->plain;
  const MatrixView outputs_of_one(result.outputs.data(), n, 1);
  result.totals = loss(outputs_of_one, targets, 1.0F, MatrixView(result.gradient.data(), n, 1));
  // The gradient may lie where the outputs do.
  std::vector<float> in_place = result.outputs;
  const MatrixView both(in_place.data(), n, 1);
  (void)loss(both, targets, 1.0F, both);
  CHECK(std::memcmp(in_place.data(), result.gradient.data(), in_place.size() * sizeof(float)) == 0);
  // Without a gradient logits become activations, and the loss is the same.
  const LossTotals again = loss(outputs_of_one, targets, 1.0F, MatrixView(nullptr, 0, 0));
  CHECK((again.loss == result.totals.loss || std::isnan(result.totals.loss)));
  CHECK(again.accuracy == result.totals.accuracy);
  return result;
}

}  // namespace

TEST_CASE("binary cross-entropy from logits is the textbook value, and stays finite for any logit") {
  const auto result = evaluate("binary_crossentropy", {0.0F, 2.0F, -3.0F}, {1.0F, 0.25F, 0.0F}, true);
  double expected = 0.0;
  const std::array<double, 3> z{0.0, 2.0, -3.0}, y{1.0, 0.25, 0.0};
  for (std::size_t i = 0; i < 3; ++i) {
    const double p = 1.0 / (1.0 + std::exp(-z[i]));
    expected -= (y[i] * std::log(p) + (1.0 - y[i]) * std::log(1.0 - p)) / 3;
    CHECK(static_cast<double>(result.outputs[i]) == doctest::Approx(p).epsilon(1e-6));
    CHECK(static_cast<double>(result.gradient[i]) == doctest::Approx((p - y[i]) / 3).epsilon(1e-5));
  }
  CHECK(result.totals.loss == doctest::Approx(expected).epsilon(1e-6));
  CHECK(result.totals.accuracy == doctest::Approx(1.0 / 3));  // rounded: 0 (p = 0.5) | 1, 1 | 0, 0 | 0

  const auto extreme = evaluate("binary_crossentropy", {1e4F, -1e4F, 1e4F}, {1.0F, 0.0F, 0.0F}, true);
  CHECK(extreme.totals.loss == doctest::Approx(1e4 / 3));
  for (const float g : extreme.gradient) CHECK(std::isfinite(g));
}

TEST_CASE("binary cross-entropy of activations agrees with the fused form and clips as Keras does") {
  const auto plain = evaluate("binary_crossentropy", {0.5F, 0.880797F}, {1.0F, 0.25F}, false);
  const auto fused = evaluate("binary_crossentropy", {0.0F, 2.0F}, {1.0F, 0.25F}, true);
  CHECK(plain.totals.loss == doctest::Approx(fused.totals.loss).epsilon(1e-5));
  const auto clipped = evaluate("binary_crossentropy", {-3.0F}, {1.0F}, false);
  CHECK(clipped.totals.loss == doctest::Approx(-std::log(1e-7)).epsilon(1e-3));
  CHECK(clipped.gradient[0] == 0.0F);
}

TEST_CASE("a NaN among the outputs shows in the loss") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(std::isnan(evaluate("binary_crossentropy", {nan, 0.0F}, {1.0F, 0.0F}, true).totals.loss));
  CHECK(std::isnan(evaluate("mse", {nan, 0.0F}, {1.0F, 0.0F}, false).totals.loss));
}

TEST_CASE("binary cross-entropy sums correctly where one logarithm serves many pixels") {
  // log 2 each: the largest factors there are, and more of them than a float could hold the product of.
  const auto undecided =
      evaluate("binary_crossentropy", std::vector<float>(3001, 0.0F), std::vector<float>(3001, 0.5F), true);
  CHECK(undecided.totals.loss == doctest::Approx(std::log(2.0)).epsilon(1e-6));
  std::vector<float> logits(3001), target(3001);
  double expected = 0.0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    logits[i] = static_cast<float>(i % 41) * 0.5F - 10.0F;
    target[i] = static_cast<float>(i % 7) / 6.0F;
    const auto z = static_cast<double>(logits[i]);
    expected += (std::log1p(std::exp(-std::abs(z))) + std::max(z, 0.0) - z * static_cast<double>(target[i])) / 3001;
  }
  CHECK(evaluate("binary_crossentropy", logits, target, true).totals.loss == doctest::Approx(expected).epsilon(1e-6));
}

TEST_CASE("losses sum correctly over more elements than a chunk") {
  std::vector<float> outputs(1000, 0.75F), target(1000, 0.25F);
  const auto result = evaluate("mse", outputs, target, false);
  CHECK(result.totals.loss == doctest::Approx(0.25).epsilon(1e-6));
  CHECK(result.gradient[999] == doctest::Approx(0.001).epsilon(1e-6));
  CHECK(result.totals.accuracy == 0.0);
}

TEST_CASE("cross-entropy shifts logits before exponentials") {
  std::vector<float> logits{1000.0F, 1000.0F, -1000.0F};
  const std::vector<std::uint8_t> labels{1};
  std::vector<float> gradient(3);
  const LossTotals totals = find_loss("categorical_crossentropy")
                                ->fused(MatrixView(logits.data(), 3, 1), {ConstMatrixView(nullptr, 0, 0), labels}, 1.0F,
                                        MatrixView(gradient.data(), 3, 1));
  CHECK(totals.loss == doctest::Approx(std::log(2.0)).epsilon(1e-5));
  CHECK(gradient[1] == doctest::Approx(-0.5));
}
