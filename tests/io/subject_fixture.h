#pragma once

#include <utility>

#include "io/model_subject.h"
#include "train/trainer_fixture.h"

namespace lab_test {

/// An untrained network of that preset, and forty test images of squares.
inline lab::ModelSubject untrained(const char* preset) {
  const lab::ExperimentSpec spec = small_spec(preset, 1);
  lab::Trainer trainer(spec, 1);
  const auto parameters = trainer.network()->parameters();
  auto subject = lab::ModelSubject::make({spec, {parameters.begin(), parameters.end()}}, square_data(20, 40), 0);
  REQUIRE(subject.ok());
  return std::move(*subject);
}

}  // namespace lab_test
