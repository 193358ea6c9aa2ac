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

TEST_CASE("an unknown preset gets a sentence that lists the known ones") {
  const auto missing = find_preset("vae-9000");
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().message.find("sp-dae") != std::string::npos);
}
