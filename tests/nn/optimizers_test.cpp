#include "nn/optimizers.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

using namespace lab;

namespace {

/// Runs `steps` updates of one weight whose gradient is `g`.
float run(const OptimizerSpec& spec, int steps, float w, float g) {
  std::array<float, 1> weight{w}, gradient{g}, m1{}, m2{};
  for (int step = 1; step <= steps; ++step) find_optimizer(spec.kind)->update(spec, step, {weight, gradient, m1, m2});
  return weight[0];
}

}  // namespace

TEST_CASE("sgd follows the gradient; momentum keeps part of the last step, as in Keras") {
  OptimizerSpec sgd{.kind = "sgd", .learning_rate = 0.1F};
  CHECK(run(sgd, 1, 1.0F, 2.0F) == doctest::Approx(0.8));
  CHECK(run(sgd, 3, 1.0F, 2.0F) == doctest::Approx(0.4));
  sgd.momentum = 0.5F;
  // velocities -0.2, -0.3, -0.35
  CHECK(run(sgd, 3, 1.0F, 2.0F) == doctest::Approx(1.0 - 0.2 - 0.3 - 0.35));
}

TEST_CASE("adam's first steps have the size of the learning rate whatever the gradient") {
  const OptimizerSpec adam;
  CHECK(run(adam, 1, 0.0F, 1e-2F) == doctest::Approx(-0.001).epsilon(1e-3));
  CHECK(run(adam, 1, 0.0F, -1e3F) == doctest::Approx(0.001).epsilon(1e-3));
  CHECK(run(adam, 5, 0.0F, 1.0F) == doctest::Approx(-0.005).epsilon(1e-3));
}

TEST_CASE("Nesterov's momentum looks one step ahead, as in Keras") {
  const OptimizerSpec sgd{.kind = "sgd", .learning_rate = 0.1F, .momentum = 0.5F, .nesterov = true};
  // velocities v: -0.2, -0.3; steps 0.5 v - 0.2: -0.3, -0.35
  CHECK(run(sgd, 2, 1.0F, 2.0F) == doctest::Approx(1.0 - 0.3 - 0.35));
}

TEST_CASE("rmsprop divides by the running root mean square") {
  OptimizerSpec rmsprop{.kind = "rmsprop", .learning_rate = 0.01F};
  // mean squares 0.4, 0.76
  CHECK(run(rmsprop, 2, 0.0F, 2.0F) == doctest::Approx(-0.02 / std::sqrt(0.4) - 0.02 / std::sqrt(0.76)));
  rmsprop.momentum = 0.5F;
  const double first = 0.02 / std::sqrt(0.4);
  CHECK(run(rmsprop, 2, 0.0F, 2.0F) == doctest::Approx(-first - (0.5 * first + 0.02 / std::sqrt(0.76))));
}

TEST_CASE("adamw shrinks weights before adam's step") {
  const OptimizerSpec adamw{.kind = "adamw", .weight_decay = 0.1F};
  CHECK(run(adamw, 1, 2.0F, 1.0F) == doctest::Approx(2.0 * (1.0 - 0.001 * 0.1) - 0.001).epsilon(1e-6));
  CHECK(run(adamw, 1, 2.0F, 0.0F) == doctest::Approx(2.0 * (1.0 - 0.001 * 0.1)).epsilon(1e-6));
}

TEST_CASE("hyper-parameters out of range are refused with a sentence") {
  OptimizerSpec spec;
  CHECK(check(spec).ok());
  spec.learning_rate = std::numeric_limits<float>::quiet_NaN();
  CHECK_FALSE(check(spec).ok());
  spec = {.kind = "adagrad"};
  CHECK(check(spec).error().message.find("adam, sgd") != std::string::npos);
  spec = {};
  spec.beta_1 = 1.0F;
  CHECK_FALSE(check(spec).ok());
  spec = {};
  spec.momentum = -0.1F;
  CHECK_FALSE(check(spec).ok());
}
