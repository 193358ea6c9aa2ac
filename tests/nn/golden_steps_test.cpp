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
    if (layer.parameters.empty()) continue;
    const ParameterArray& kernel = layer.parameters[0];
    ++layer_number;
    const int area = kernel.shape.size() == 4 ? kernel.shape[0] * kernel.shape[1] : 1;
    const double limit = std::sqrt(6.0 / (area * (kernel.shape[kernel.shape.size() - 2] + kernel.shape.back())));
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

  const auto conv = [](int filters, const char* activation, const char* padding, int strides = 1) {
    return LayerSpec("conv2d", {{"filters", double(filters)},
                                {"kernel_size", 3.0},
                                {"strides", double(strides)},
                                {"padding", std::string(padding)},
                                {"activation", std::string(activation)}});
  };
  const LayerSpec pool("max_pooling2d", {{"padding", std::string("same")}});
  const LayerSpec up("up_sampling2d", {});
  const Shape colour = Shape::image(32, 32, 3);
  check_steps("cifar-conv-ae", {colour,
                                {conv(16, "relu", "same"), pool, conv(8, "relu", "same"), pool, conv(8, "relu", "same"),
                                 pool, conv(8, "relu", "same"), up, conv(8, "relu", "same"), up,
                                 conv(16, "relu", "same"), up, conv(3, "sigmoid", "same")},
                                "binary_crossentropy"});
  check_steps("cifar-stride", {colour,
                               {conv(32, "relu", "same", 2), conv(16, "relu", "same"), up, conv(3, "sigmoid", "same")},
                               "binary_crossentropy"});
  const LayerSpec valid_pool("max_pooling2d", {});
  const LayerSpec average("average_pooling2d", {});
  check_steps("cnn", {Shape::image(28, 28, 1),
                      {conv(32, "relu", "valid"),
                       valid_pool,
                       conv(64, "relu", "valid"),
                       valid_pool,
                       conv(64, "relu", "valid"),
                       {"flatten", {}},
                       dense(64, "relu"),
                       dense(10, "softmax")},
                      "categorical_crossentropy"});
  check_steps("cifar-cnn-avg", {colour,
                                {conv(32, "relu", "valid"),
                                 average,
                                 conv(64, "relu", "valid"),
                                 average,
                                 conv(64, "relu", "valid"),
                                 {"flatten", {}},
                                 dense(64, "relu"),
                                 dense(64, "relu"),
                                 dense(10, "softmax")},
                                "categorical_crossentropy"});
}
