// Training leaves no subnormal numbers, with which it would go on several times slower: not in what is kept from step
// to step, and, where the processor tells, not in between.
#include <doctest/doctest.h>

#include <array>
#include <cfenv>
#include <cmath>
#include <string>

#include "nn/activations.h"
#include "nn/losses.h"
#include "nn/network_fixture.h"
#include "nn/optimizers.h"

using namespace lab;
using lab_test::dense;

namespace {

bool is_subnormal(float x) { return std::fpclassify(x) == FP_SUBNORMAL; }

}  // namespace

TEST_CASE("moments fade to zero, whatever was learned before") {
  for (const OptimizerKind& kind : optimizer_kinds()) {
    for (const bool nesterov : {false, true}) {
      const OptimizerSpec spec{.kind = std::string(kind.name),
                               .momentum = 0.9F,
                               .nesterov = nesterov,
                               .rho = 0.9F,
                               .beta_2 = 0.9F,
                               .weight_decay = 0.0F};
      std::array<float, 3> weights{1.0F, 1.0F, 1.0F};
      std::array<float, 3> moments_1{};
      std::array<float, 3> moments_2{};
      std::array<float, 3> gradients{1.0F, 1e-12F, 1e-30F};
      CAPTURE(kind.name);
      for (int step = 1; step <= 2000; ++step) {
        kind.update(spec, step, {weights, gradients, moments_1, moments_2});
        if (step == 20) gradients = {};
        bool subnormal = false;
        for (const auto* const values : {&weights, &moments_1, &moments_2}) {
          for (const float value : *values) subnormal |= is_subnormal(value);
        }
        REQUIRE_FALSE(subnormal);
      }
      CHECK(moments_1 == std::array<float, 3>{});
      CHECK(moments_2 == std::array<float, 3>{});
      CHECK(weights[0] != 1.0F);
      CHECK(weights[2] == 1.0F);
    }
  }
}

TEST_CASE("outputs that are sure have no gradient, and are 0 or 1") {
  for (const auto& [loss, activation] :
       {std::pair{"binary_crossentropy", "sigmoid"}, std::pair{"categorical_crossentropy", "softmax"}}) {
    for (const float far : {-31.0F, -60.0F, -87.0F, -100.0F, -1e30F}) {
      CAPTURE(loss);
      CAPTURE(far);
      Matrix logits = Matrix::Constant(37, 1, far);
      logits(36, 0) = 40.0F;
      const Matrix images = (logits.array() > 0.0F).cast<float>().matrix();
      std::array<std::uint8_t, 1> label{36};
      Matrix gradient = Matrix::Ones(37, 1);
      Matrix outputs = logits;
      const MatrixView view(outputs.data(), 37, 1);
      const auto totals = find_loss(loss)->fused(view, {ConstMatrixView(images.data(), 37, 1), label}, 1.0F / 64.0F,
                                                 {gradient.data(), 37, 1});
      CHECK(totals.loss == 0.0);
      CHECK(gradient == Matrix::Zero(37, 1));
      find_activation(activation)->apply(MatrixView(logits.data(), 37, 1));
      CHECK(logits == images);
    }
  }
}

#if defined(FE_UNDERFLOW)
namespace {

/// Samples of which three numbers in four are always 0, as the edges of digits are.
void fill_dark(int first, MatrixView input, MatrixView target, std::span<std::uint8_t> labels) {
  for (Eigen::Index s = 0; s < input.cols(); ++s) {
    const auto sample = static_cast<std::uint64_t>(first + s);
    for (Eigen::Index i = 0; i < input.rows(); ++i) {
      input(i, s) =
          i % 4 == 0 ? static_cast<float>(lab_test::hash_unit(sample * 64 + static_cast<std::uint64_t>(i), 7)) : 0.0F;
    }
  }
  if (target.cols() > 0) target = input;
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = (static_cast<std::size_t>(first) + i) % 3 == 0 ? 1 : 0;
}

}  // namespace

TEST_CASE("nothing underflows in a long training, not even on the way") {
  for (const OptimizerKind& kind : optimizer_kinds()) {
    for (const char* const loss : {"binary_crossentropy", "mse", "categorical_crossentropy"}) {
      CAPTURE(kind.name);
      CAPTURE(loss);
      const bool classes = std::string(loss) == "categorical_crossentropy";
      Network network = lab_test::plan(
          {Shape::flat(24), {dense(8, "relu"), dense(classes ? 3 : 24, classes ? "softmax" : "sigmoid")}, loss}, 64);
      network.initialize(1);
      ThreadPool pool(1);
      OptimizerSpec spec{
          .kind = std::string(kind.name), .learning_rate = kind.default_learning_rate * 10.0F, .momentum = 0.9F};
      spec.global_clip_norm = 1.0F;
      int underflows = 0;
      for (int step = 0; step < 3000; ++step) {
        std::feclearexcept(FE_UNDERFLOW);
        (void)network.train_step(pool, 64, spec, [](auto... batch) { fill_dark(batch...); });
        underflows += std::fetestexcept(FE_UNDERFLOW) != 0 ? 1 : 0;
      }
      CHECK(underflows == 0);
    }
  }
}
#endif
