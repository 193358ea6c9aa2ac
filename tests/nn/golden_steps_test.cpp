// Ten Adam steps on fixed weights and data against tests/golden/steps.json, which steps.py computed in float64 with
// PyTorch.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "nn/network_fixture.h"

using namespace lab;
using lab_test::dense;

namespace {

void check_steps(const char* name, const NetworkSpec& spec) {
  CAPTURE(name);
  std::ifstream file(LAB_SOURCE_DIR "/tests/golden/steps.json");
  REQUIRE(file.good());
  const auto all = nlohmann::json::parse(file, nullptr, false);
  REQUIRE(all.contains(name));
  const auto& wanted = all[name];
  const int count = wanted["batch"].get<int>();

  Network network = lab_test::plan(spec, count);
  REQUIRE(network.parameter_count() == wanted["parameters"].get<int>());
  network.initialize(0);
  std::uint64_t layer_number = 0;
  for (const NetworkLayer& layer : network.layers()) {
    const ParameterArray& kernel = layer.parameters[0];
    ++layer_number;
    const double limit = std::sqrt(6.0 / (kernel.shape[0] + kernel.shape[1]));
    for (int k = 0; k < kernel.size; ++k) {
      network.parameters()[static_cast<std::size_t>(kernel.offset + k)] =
          static_cast<float>((lab_test::hash_unit(static_cast<std::uint64_t>(k), layer_number) - 0.5) * 2.0 * limit);
    }
  }
  lab_test::FixedBatch batch(spec.input.size(), network.output_shape().size(), count);
  if (!network.loss().needs_labels) batch.copy_input_to_target();

  ThreadPool pool(2);
  const OptimizerSpec adam;
  const auto norm = [](std::span<const float> values, const ParameterArray& array) {
    return static_cast<double>(ConstVectorView(values.data() + array.offset, array.size).norm());
  };
  for (std::size_t step = 0; step < wanted["losses"].size(); ++step) {
    const double loss = network.train_step(pool, count, adam, batch).loss / count;
    CHECK(loss == doctest::Approx(wanted["losses"][step].get<double>()).epsilon(1e-4));
    std::size_t array_index = 0;
    for (const NetworkLayer& layer : network.layers()) {
      for (const ParameterArray& array : layer.parameters) {
        if (step == 0) {
          CHECK(norm(network.gradients(), array) ==
                doctest::Approx(wanted["first_gradient_l2"][array_index].get<double>()).epsilon(1e-4));
        }
        if (step + 1 == wanted["losses"].size()) {
          CHECK(norm(network.parameters(), array) ==
                doctest::Approx(wanted["final_parameter_l2"][array_index].get<double>()).epsilon(1e-4));
        }
        ++array_index;
      }
    }
  }
}

}  // namespace

TEST_CASE("ten Adam steps match the independent reference") {
  const Shape image = Shape::flat(784);
  check_steps("lab-dae", {image, {dense(32, "relu"), dense(784, "sigmoid")}, "binary_crossentropy"});
  check_steps("lab-dae-mse", {image, {dense(32, "relu"), dense(784, "sigmoid")}, "mse"});
  check_steps("sp-dae", {image,
                         {dense(128, "relu"), dense(96, "relu"), dense(128, "relu"), dense(784, "sigmoid")},
                         "binary_crossentropy"});
  check_steps("mlp", {image, {dense(64, "relu"), dense(64, "relu"), dense(10, "softmax")}, "categorical_crossentropy"});
}
