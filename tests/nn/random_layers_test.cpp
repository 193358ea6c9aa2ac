// What layers that draw random numbers do while training, and that they do nothing otherwise.
#include <doctest/doctest.h>

#include <algorithm>

#include "nn/network_fixture.h"

using namespace lab;

namespace {

constexpr int kFeatures = 64;
constexpr int kCount = 100;

/// The outputs of one layer on inputs that are all 0.5, in a training or a predicting pass. A dense layer of one number
/// behind it keeps the network valid.
Matrix outputs_of(LayerSpec layer, bool training, std::uint64_t seed) {
  Network network = lab_test::plan(
      {.input = Shape::flat(kFeatures), .layers = {std::move(layer)}, .loss = "mse", .rebuilds_input = false}, kCount);
  network.initialize(seed);
  ThreadPool pool(2);
  const auto fill = [](int, MatrixView input, MatrixView target, std::span<std::uint8_t>) {
    input.setConstant(0.5F);
    target.setZero();
  };
  if (training) {
    (void)network.compute_gradients(pool, kCount, fill);
  } else {
    (void)network.evaluate(pool, kCount, fill);
  }
  return network.output(kCount);
}

double mean_of(const Matrix& m) { return static_cast<double>(m.cast<double>().mean()); }
double deviation_of(const Matrix& m) { return std::sqrt((m.cast<double>().array() - mean_of(m)).square().mean()); }

}  // namespace

TEST_CASE("dropout drops its share and scales the rest, so that the mean stays") {
  const LayerSpec dropout("dropout", {{"rate", 0.25}});
  const Matrix out = outputs_of(dropout, true, 1);
  const auto dropped = (out.array() == 0.0F).count();
  CHECK(static_cast<double>(dropped) / static_cast<double>(out.size()) == doctest::Approx(0.25).epsilon(0.08));
  CHECK(((out.array() == 0.0F) || ((out.array() - 0.5F / 0.75F).abs() < 1e-6F)).all());
  CHECK(mean_of(out) == doctest::Approx(0.5).epsilon(0.05));
  CHECK((outputs_of(dropout, false, 1).array() == 0.5F).all());
  CHECK(outputs_of(dropout, true, 1) == out);
  CHECK(outputs_of(dropout, true, 2) != out);
  CHECK(out.col(0) != out.col(1));
}

TEST_CASE("Gaussian noise has the deviation it says, while training only") {
  const LayerSpec noise("gaussian_noise", {{"stddev", 0.2}});
  const Matrix out = outputs_of(noise, true, 1);
  CHECK(mean_of(out) == doctest::Approx(0.5).epsilon(0.02));
  CHECK(deviation_of(out) == doctest::Approx(0.2).epsilon(0.05));
  CHECK((outputs_of(noise, false, 1).array() == 0.5F).all());
  CHECK(out.col(0) != out.col(1));
}

TEST_CASE("the variational code is drawn around its mean with its variance, and is the mean when predicting") {
  const LayerSpec sampling("sampling", {{"beta", 1.0}});
  const Matrix out = outputs_of(sampling, true, 1);
  REQUIRE(out.rows() == kFeatures / 2);
  CHECK(mean_of(out) == doctest::Approx(0.5).epsilon(0.1));
  CHECK(deviation_of(out) == doctest::Approx(std::exp(0.25)).epsilon(0.05));  // log variance 0.5
  CHECK((outputs_of(sampling, false, 1).array() == 0.5F).all());
}

TEST_CASE("the variational penalty is the divergence from the standard normal distribution") {
  const NetworkSpec spec{
      .input = Shape::flat(2), .layers = {{"sampling", {{"beta", 2.0}}}}, .loss = "mse", .rebuilds_input = false};
  Network network = lab_test::plan(spec, 4);
  ThreadPool pool(1);
  const auto fill = [](int, MatrixView input, MatrixView target, std::span<std::uint8_t>) {
    input.row(0).setConstant(0.5F);
    input.row(1).setConstant(-0.3F);
    target.setConstant(0.5F);  // the mean: no reconstruction loss is left
  };
  const double divergence = 0.5 * (0.25 + std::exp(-0.3) - 1.0 + 0.3);
  CHECK(network.evaluate(pool, 4, fill).loss / 4 == doctest::Approx(2.0 * divergence).epsilon(1e-5));
}
