#pragma once

#include <memory>
#include <vector>

#include "experiment/experiment_spec.h"

namespace lab {

/// A trained network as it is kept: what it is, and its weights (flat, as Network::parameters()).
struct SavedModel {
  ExperimentSpec spec;
  std::vector<float> parameters;
};
using ModelPtr = std::shared_ptr<const SavedModel>;

}  // namespace lab
