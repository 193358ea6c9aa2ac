#include "experiment/field_text.h"

#include <doctest/doctest.h>

#include "experiment/presets.h"

using namespace lab;

TEST_CASE("what a field shows as text is what it reads back, on every preset") {
  for (const ExperimentSpec& preset : presets()) {
    CAPTURE(preset.name);
    for (const Field& field : fields()) {
      CAPTURE(field.name);
      if (field.name == "code_size" && code_size(preset) == 0) continue;
      ExperimentSpec spec = preset;
      REQUIRE(set_field_text(spec, field.name, value_text(field.get(preset))).ok());
      CHECK(field.get(spec) == field.get(preset));
    }
  }
}

TEST_CASE("numbers are written as short as they read back") {
  CHECK(value_text(0.1) == "0.1");
  CHECK(value_text(1e-6) == "1e-06");
  CHECK(value_text(3.0) == "3");
  CHECK(value_text(true) == "true");
  CHECK(value_text(std::string("adam")) == "adam");
}

TEST_CASE("text that does not fit the field is refused and changes nothing") {
  ExperimentSpec spec = *find_preset("lab-dae");
  const ExperimentSpec before = spec;
  CHECK(set_field_text(spec, "learning_rate", "fast").error().message.find("not \"fast\"") != std::string::npos);
  CHECK_FALSE(set_field_text(spec, "learning_rate", "").ok());
  CHECK_FALSE(set_field_text(spec, "noise_clip", "maybe").ok());
  CHECK(set_field_text(spec, "colour", "red").error().message.find("learning_rate") != std::string::npos);
  CHECK(spec == before);
}
