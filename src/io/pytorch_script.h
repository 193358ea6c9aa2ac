#pragma once

#include <string>

#include "core/result.h"
#include "experiment/experiment_spec.h"
#include "nn/network.h"

namespace lab {

/// A Python script for PyTorch 1.13 or newer that builds the same network, loads its weights from `weights_file` (an
/// NPZ file beside it, see weights_of()), and predicts or trains on as `spec` says: noise, loss, optimizer, batch size,
/// epochs. It saves weights under the same names, so that they can be imported again. Images go in and come out channel
/// last, as in Keras. Refuses kinds of layers, noise, losses and optimizers that it does not know.
Result<std::string> write_pytorch_script(const ExperimentSpec& spec, const Network& network,
                                         const std::string& weights_file);

}  // namespace lab
