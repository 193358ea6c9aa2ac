// Every gradient against finite differences.
#include <doctest/doctest.h>

#include <cmath>

#include "nn/network_fixture.h"

using namespace lab;
using lab_test::dense;

namespace {

/// Largest relative difference between the network's gradient and central differences of its loss, over all parameters.
double gradient_error(const NetworkSpec& spec, int count) {
  Network network = lab_test::plan(spec, count);
  network.initialize(7);
  // Biases start at zero, where relu's kinks sit; move every parameter off it.
  for (std::size_t i = 0; i < network.parameters().size(); ++i) {
    network.parameters()[i] += static_cast<float>(0.2 * (lab_test::hash_unit(i, 77) - 0.5));
  }
  const lab_test::FixedBatch batch(spec.input.size(), network.output_shape().size(), count);
  ThreadPool pool(1);
  (void)network.compute_gradients(pool, count, batch);
  const std::vector<float> gradients(network.gradients().begin(), network.gradients().end());

  double norm = 0.0;
  double error = 0.0;
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    float& w = network.parameters()[i];
    const float kept = w;
    constexpr float kStep = 4e-3F;
    // As in training: dropout and sampling draw the same numbers again, because the step stays the same.
    const auto loss_at = [&](float value) {
      w = value;
      return network.compute_gradients(pool, count, batch).loss / count;
    };
    const double slope = (loss_at(kept + kStep) - loss_at(kept - kStep)) / (2.0 * static_cast<double>(kStep));
    w = kept;
    norm = std::max(norm, std::abs(slope));
    error = std::max(error, std::abs(slope - static_cast<double>(gradients[i])));
  }
  REQUIRE(norm > 1e-4);
  return error / norm;
}

NetworkSpec two_layers(const char* hidden, const char* output, const char* loss) {
  const int outputs = std::string(loss) == "categorical_crossentropy" ? 10 : 12;
  return {Shape::flat(12), {dense(9, hidden), dense(outputs, output)}, loss};
}

}  // namespace

TEST_CASE("every activation has the gradient of its function, hidden and at the output") {
  for (const char* activation : {"linear", "sigmoid", "tanh", "softmax"}) {
    CAPTURE(activation);
    CHECK(gradient_error(two_layers(activation, "sigmoid", "binary_crossentropy"), 5) < 5e-3);
    CHECK(gradient_error(two_layers("tanh", activation, "mse"), 5) < 5e-3);
  }
}

TEST_CASE("relu has the gradient of its function away from the kink") {
  CHECK(gradient_error(two_layers("relu", "sigmoid", "binary_crossentropy"), 3) < 2e-2);
  CHECK(gradient_error(two_layers("tanh", "relu", "mse"), 3) < 2e-2);
}

TEST_CASE("every loss has the gradient of its function, fused and plain") {
  CHECK(gradient_error(two_layers("tanh", "softmax", "categorical_crossentropy"), 11) < 5e-3);
  CHECK(gradient_error(two_layers("tanh", "sigmoid", "binary_crossentropy"), 11) < 5e-3);
  // Binary cross-entropy on something other than a sigmoid's logits takes the plain path.
  CHECK(gradient_error(two_layers("tanh", "softmax", "binary_crossentropy"), 4) < 1e-2);
}

TEST_CASE("layers that draw random numbers have the gradient of what they drew") {
  const auto with = [](LayerSpec layer) {
    return NetworkSpec{
        Shape::flat(12), {dense(8, "tanh"), std::move(layer), dense(12, "sigmoid")}, "binary_crossentropy"};
  };
  CHECK(gradient_error(with({"dropout", {{"rate", 0.4}}}), 9) < 5e-3);
  CHECK(gradient_error(with({"gaussian_noise", {{"stddev", 0.5}}}), 9) < 5e-3);
  CHECK(gradient_error(with({"sampling", {{"beta", 0.3}}}), 9) < 5e-3);
}

TEST_CASE("convolutions with pooling and batch normalization have the gradient of their function") {
  const NetworkSpec spec{
      Shape::image(6, 5, 1),
      {{"conv2d", {{"filters", 3.0}, {"kernel_size", 3.0}, {"padding", "same"}, {"activation", "tanh"}}},
       {"batch_normalization", {}},
       {"average_pooling2d", {{"padding", "same"}}},
       {"conv2d_transpose", {{"filters", 2.0}, {"kernel_size", 3.0}, {"strides", 2.0}, {"padding", "same"}}},
       {"resizing", {{"height", 6.0}, {"width", 5.0}}},
       {"conv2d", {{"filters", 1.0}, {"kernel_size", 1.0}, {"activation", "sigmoid"}}}},
      "binary_crossentropy"};
  for (const int count : {1, 3, 10}) CHECK(gradient_error(spec, count) < 1e-2);
}

TEST_CASE("the L2 penalty is in the loss and in the gradient, for kernels only") {
  NetworkSpec spec = two_layers("tanh", "sigmoid", "binary_crossentropy");
  spec.layers[0].set("kernel_regularizer_l2", 0.05);
  CHECK(gradient_error(spec, 6) < 5e-3);

  Network with = lab_test::plan(spec, 6);
  Network without = lab_test::plan(two_layers("tanh", "sigmoid", "binary_crossentropy"), 6);
  with.initialize(3);
  without.initialize(3);
  const lab_test::FixedBatch batch(12, 12, 6);
  ThreadPool pool(1);
  const double penalty = (with.evaluate(pool, 6, batch).loss - without.evaluate(pool, 6, batch).loss) / 6;
  const double squares = static_cast<double>(ConstVectorView(with.parameters().data(), 12 * 9).squaredNorm());
  CHECK(penalty == doctest::Approx(0.05 * squares).epsilon(1e-4));
}
