// Every layer against tests/golden/layers.json, which layers.py computed in float64 with PyTorch: outputs, losses with
// penalties, gradients of all parameters (the first layer's tell about input gradients), running statistics.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "nn/layer_kinds.h"
#include "nn/network_fixture.h"

using namespace lab;

namespace {

nlohmann::json golden() {
  std::ifstream file(LAB_SOURCE_DIR "/tests/golden/layers.json");
  REQUIRE(file.good());
  return nlohmann::json::parse(file, nullptr, false);
}

NetworkSpec spec_of(const nlohmann::json& test) {
  const auto shape = test["input"].get<std::vector<int>>();
  NetworkSpec spec;
  spec.input = shape.size() == 1 ? Shape::flat(shape[0]) : Shape::image(shape[0], shape[1], shape[2]);
  spec.loss = "mse";
  spec.rebuilds_input = false;
  for (const auto& layer : test["layers"]) {
    LayerSpec made(layer["kind"].get<std::string>(), {});
    for (const auto& [name, value] : layer.items()) {
      if (name == "kind") continue;
      if (value.is_string()) {
        made.set(name, value.get<std::string>());
      } else {
        made.set(name, value.get<double>());
      }
    }
    spec.layers.push_back(std::move(made));
  }
  return spec;
}

void check_close(std::span<const float> values, const nlohmann::json& wanted, double scale) {
  REQUIRE(values.size() == wanted.size());
  double worst = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(values[i]) - wanted[i].get<double>()));
  }
  CHECK(worst <= 2e-5 * scale);
}

double largest(const nlohmann::json& values) {
  double largest = 0.0;
  for (const auto& value : values) largest = std::max(largest, std::abs(value.get<double>()));
  return largest;
}

/// What a layer's gradients are compared to: the largest of all its arrays. A bias sums what its kernel sums, but its
/// terms may cancel, and the error of a sum is that of its terms.
double largest_gradient(const nlohmann::json& gradients, std::size_t layer) {
  double result = 0.01;
  for (const auto& array : gradients) {
    if (array["layer"].get<std::size_t>() == layer + 1) result = std::max(result, largest(array["values"]));
  }
  return result;
}

void check_case(const nlohmann::json& test, int count) {
  const NetworkSpec spec = spec_of(test);
  Network network = lab_test::plan(spec, count);
  network.initialize(0);
  for (std::size_t layer = 0; layer < network.layers().size(); ++layer) {
    std::uint64_t k = 0;
    for (const ParameterArray& array : network.layers()[layer].parameters) {
      if (!array.trainable) continue;
      for (int i = 0; i < array.size; ++i) {
        network.parameters()[static_cast<std::size_t>(array.offset + i)] =
            static_cast<float>((lab_test::hash_unit(k++, layer + 1) - 0.5) * 0.8);
      }
    }
  }
  const lab_test::FixedBatch batch(spec.input.size(), network.output_shape().size(), count);
  ThreadPool pool(2);

  const LossTotals totals = network.compute_gradients(pool, count, batch);
  CHECK(totals.loss / count == doctest::Approx(test["loss"].get<double>()).epsilon(2e-6));
  const ConstMatrixView output = network.output(count);
  check_close({output.data(), static_cast<std::size_t>(output.size())}, test["output"], 1.0);
  std::size_t at = 0;
  for (std::size_t layer = 0; layer < network.layers().size(); ++layer) {
    for (const ParameterArray& array : network.layers()[layer].parameters) {
      if (!array.trainable) continue;
      CAPTURE(layer);
      CAPTURE(array.name);
      const auto& wanted = test["gradients"].at(at++);
      REQUIRE(wanted["layer"].get<std::size_t>() == layer + 1);
      check_close(
          network.gradients().subspan(static_cast<std::size_t>(array.offset), static_cast<std::size_t>(array.size)),
          wanted["values"], largest_gradient(test["gradients"], layer));
    }
  }
  CHECK(at == test["gradients"].size());

  (void)network.train_step(pool, count, OptimizerSpec{}, batch);
  for (const auto& state : test["state"]) {
    const NetworkLayer& layer = network.layers()[state["layer"].get<std::size_t>() - 1];
    const auto array = std::ranges::find(layer.parameters, state["name"].get<std::string>(), &ParameterArray::name);
    REQUIRE(array != layer.parameters.end());
    check_close(
        network.parameters().subspan(static_cast<std::size_t>(array->offset), static_cast<std::size_t>(array->size)),
        state["values"], 1.0);
  }
}

}  // namespace

TEST_CASE("every layer has the outputs and gradients of the independent reference") {
  const auto all = golden();
  const int count = all["batch"].get<int>();
  for (const auto& [name, test] : all["cases"].items()) {
    CAPTURE(name);
    check_case(test, count);
  }
}

TEST_CASE("every kind of layer is in the reference, or has a test of its own because it draws random numbers") {
  std::set<std::string> seen = {"dropout", "gaussian_noise", "sampling"};
  const auto all = golden();
  for (const auto& [name, test] : all["cases"].items()) {
    for (const auto& layer : test["layers"]) seen.insert(layer["kind"].get<std::string>());
  }
  for (const LayerKind& kind : layer_kinds()) {
    CAPTURE(kind.name);
    CHECK(seen.contains(std::string(kind.name)));
  }
}
