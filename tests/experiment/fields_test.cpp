#include "experiment/fields.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "experiment/presets.h"

using namespace lab;

namespace {

bool mentions(const Status& status, const char* part) {
  return !status.ok() && status.error().message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every field stores the value that it shows, on every preset") {
  for (ExperimentSpec spec : presets()) {
    CAPTURE(spec.name);
    for (const Field& field : fields()) {
      CAPTURE(field.name);
      if (field.name == "code_size" && code_size(spec) == 0) continue;
      const ExperimentSpec before = spec;
      CHECK(set_field(spec, field.name, value_of(field.get(before))).ok());
      CHECK(field.get(spec) == field.get(before));
    }
  }
}

TEST_CASE("values change what they name and nothing else") {
  ExperimentSpec spec = *find_preset("lab-dae");
  CHECK(set_field(spec, "learning_rate", 0.01).ok());
  CHECK(spec.optimizer.learning_rate == 0.01F);
  CHECK(set_field(spec, "code_size", 64.0).ok());
  CHECK(spec.layers[0].number("units", 0) == 64.0);
  CHECK(code_size(spec) == 64);
  CHECK(set_field(spec, "noise", std::string("masking")).ok());
  CHECK(spec.noise.level == find_noise("masking")->default_level);
  CHECK(set_field(spec, "noise_level", 0.25).ok());
  CHECK(set_field(spec, "noise", std::string("masking")).ok());
  CHECK(spec.noise.level == 0.25F);  // the same kind again keeps the level
  CHECK(set_field(spec, "l2", 0.001).ok());
  CHECK(spec.layers[0].number("kernel_regularizer_l2", 0) == 0.001);
  CHECK_FALSE(spec.layers[1].has("kernel_regularizer_l2"));
}

TEST_CASE("absurd values are refused with a sentence and change nothing") {
  ExperimentSpec spec = *find_preset("lab-dae");
  const ExperimentSpec before = spec;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(mentions(set_field(spec, "batch_size", 0.0), "between 1 and 4096"));
  CHECK(mentions(set_field(spec, "batch_size", 12.5), "whole number"));
  CHECK(mentions(set_field(spec, "epochs", -3.0), "Epochs"));
  CHECK(mentions(set_field(spec, "learning_rate", nan), "Learning rate"));
  CHECK(mentions(set_field(spec, "learning_rate", std::string("fast")), "must be a number"));
  CHECK(mentions(set_field(spec, "noise_fresh", 1.0), "true or false"));
  CHECK(mentions(set_field(spec, "noise", std::string("snow")), "gaussian"));
  CHECK(mentions(set_field(spec, "noise_level", 1.5), "between 0 and 1"));
  CHECK(mentions(set_field(spec, "colour", 1.0), "no setting called \"colour\""));
  CHECK(mentions(set_field(spec, "seed", 1e300), "Seed"));
  CHECK(spec == before);
  ExperimentSpec classifier = *find_preset("mlp");
  CHECK(mentions(set_field(classifier, "code_size", 8.0), "no code layer"));
}
