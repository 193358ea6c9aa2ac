#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "experiment/experiment_spec.h"
#include "nn/network.h"

namespace lab {

/// A network as lines of a Python function, and the classes of our own that these lines use.
struct KerasModel {
  std::vector<std::string> lines;         ///< 'model.add(layers.Dense(32, activation="relu", name="dense"))'
  std::vector<std::string_view> classes;  ///< their source, each once
};

/// Translates the layers one by one.
Result<KerasModel> keras_model(const ExperimentSpec& spec, const Network& network);

}  // namespace lab
