#include "experiment/spec_json.h"

#include <doctest/doctest.h>

#include "experiment/presets.h"

using namespace lab;

TEST_CASE("every preset survives the way through JSON") {
  for (const ExperimentSpec& preset : presets()) {
    CAPTURE(preset.name);
    const auto back = spec_from_json(spec_to_json(preset));
    REQUIRE(back.ok());
    CHECK(*back == preset);
  }
}

TEST_CASE("JSON that is not an experiment gets a sentence") {
  const auto refusal = [](const char* text) {
    const auto spec = spec_from_json(text);
    return spec ? std::string() : spec.error().message;
  };
  const auto mentions = [](const std::string& sentence, const char* part) {
    return sentence.find(part) != std::string::npos;
  };
  CHECK(mentions(refusal("{"), "not JSON"));
  CHECK(mentions(refusal("[1, 2]"), "must be an object"));
  CHECK(mentions(refusal(R"({"batch_size": "many"})"), "\"batch_size\""));
  CHECK(mentions(refusal(R"({"epochs": 1.5})"), "whole number"));
  CHECK(mentions(refusal(R"({"seed": -1})"), "\"seed\""));
  CHECK(mentions(refusal(R"({"input": [0]})"), "\"input\""));
  CHECK(mentions(refusal(R"({"input": [28, 28]})"), "\"input\""));
  CHECK(mentions(refusal(R"({"layers": 3})"), "\"layers\""));
  CHECK(mentions(refusal(R"({"layers": [{"units": 3}]})"), "\"kind\""));
  CHECK(mentions(refusal(R"({"layers": [{"kind": "dense", "units": null}]})"), "\"units\""));
  CHECK(mentions(refusal(R"({"noise": {"kind": "snow"}})"), "snow"));
  CHECK(mentions(refusal(R"({"noise": []})"), "the noise"));
  CHECK(mentions(refusal(R"({"code_layer": 4})"), "\"code_layer\""));
  CHECK(mentions(refusal(R"({"optimizer": {"beta_1": true}})"), "\"beta_1\""));
  CHECK(mentions(refusal(R"({"optimizer": {"rho": 1e75}})"), "\"rho\" of the optimizer is too large"));
}
