#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "experiment/experiment_spec.h"
#include "nn/network.h"

namespace lab {

/// A network as lines of a Python function, and the classes of our own that these lines use.
struct PytorchModel {
  std::vector<std::string> lines;         ///< 'layers["dense"] = nn.Linear(784, 32)'
  std::vector<std::string_view> classes;  ///< their source, each once
  std::vector<std::string> penalties;     ///< terms of the loss: '0.0001 * model.dense.weight.square().sum()'
  bool has_layer_penalties = false;       ///< some classes leave a term of the loss in their member "penalty"
};

/// Translates the layers one by one, with changes of layout where PyTorch wants channels first.
Result<PytorchModel> pytorch_model(const ExperimentSpec& spec, const Network& network);

}  // namespace lab
