#include "experiment/presets.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "nn/network.h"
#include "nn/optimizers.h"

using namespace lab;

TEST_CASE("every preset can be planned, and has a name of its own") {
  std::set<std::string> names;
  for (const ExperimentSpec& preset : presets()) {
    CAPTURE(preset.name);
    CHECK(names.insert(preset.name).second);
    CHECK_FALSE(preset.title.empty());
    CHECK(preset.summary.back() == '.');
    CHECK(Network::plan({preset.input, preset.layers, preset.loss}, preset.batch_size).ok());
    CHECK(check(preset.optimizer).ok());
    CHECK(find_noise(preset.noise.kind) != nullptr);
    CHECK(find_preset(preset.name).value() == preset);
  }
}

TEST_CASE("presets have the parameter counts of the course documents") {
  const std::map<std::string, int> wanted = {
      {"dense-ae", 50992},
      {"lab-dae", 50992},
      {"dense-dae-gauss", 50992},
      {"mlp", 55050},
      {"cifar-conv-ae", 4963},
      {"cifar-conv-bn", 29123},
      {"cnn", 93322},
      {"cifar-cnn-3-avg", 126730},
      {"dense-ae-deep", 784 * 512 + 512 + 512 * 32 + 32 + 32 * 512 + 512 + 512 * 784 + 784},
      {"sp-dae", 784 * 128 + 128 + 128 * 96 + 96 + 96 * 128 + 128 + 128 * 784 + 784},
  };
  for (const auto& [name, parameters] : wanted) {
    CAPTURE(name);
    const auto preset = find_preset(name);
    REQUIRE(preset.ok());
    CHECK(Network::plan({preset->input, preset->layers, preset->loss}, 1).value().parameter_count() == parameters);
  }
}

TEST_CASE("trainable parameters are counted apart, as in the course's summary") {
  const auto preset = find_preset("cifar-conv-bn");
  REQUIRE(preset.ok());
  const auto network = Network::plan({preset->input, preset->layers, preset->loss}, 1);
  REQUIRE(network.ok());
  CHECK(network->parameter_count() - network->trainable_count() == 192);
  const auto encoder = find_preset("cifar-conv-ae");
  REQUIRE(encoder.ok());
  const auto colour = Network::plan({encoder->input, encoder->layers, encoder->loss}, 1);
  REQUIRE(colour.ok());
  int parameters = 0;
  for (int i = 0; i <= encoder->code_layer; ++i)
    parameters += colour->layers()[static_cast<std::size_t>(i)].parameter_count;
  CHECK(parameters == 2192);
  CHECK(colour->layers()[static_cast<std::size_t>(encoder->code_layer)].output == Shape::image(4, 4, 8));
}

TEST_CASE("the memory of convolutions stays within its bounds") {
  const auto bytes = [](const char* name, int batch) {
    const auto preset = find_preset(name);
    return Network::outline({preset->input, preset->layers, preset->loss}, batch).value().memory_bytes(batch);
  };
  CHECK(bytes("conv-dae", 64) < 96LL << 20);
  CHECK(bytes("cnn", 128) < 160LL << 20);
}

TEST_CASE("an unknown preset gets a sentence that lists the known ones") {
  const auto missing = find_preset("vae-9000");
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().message.find("sp-dae") != std::string::npos);
}
