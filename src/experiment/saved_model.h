#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "experiment/experiment_spec.h"

namespace lab {

/// A trained network as it is kept: what it is, and its weights (flat, as Network::parameters()).
struct SavedModel {
  ExperimentSpec spec;
  std::vector<float> parameters;
};
/// Whether all weights are numbers; those of a training that failed are not.
[[nodiscard]] inline bool is_finite(const SavedModel& model) {
  return std::ranges::all_of(model.parameters, [](float weight) { return std::isfinite(weight); });
}

using ModelPtr = std::shared_ptr<const SavedModel>;

}  // namespace lab
