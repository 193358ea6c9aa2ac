#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "experiment/experiment_spec.h"
#include "nn/network.h"

namespace lab {

/// The network as an ONNX model (ir_version 8, operator set 15, float32) that computes what Network::predict() does:
/// dropout and noise layers do nothing, a variational code is its mean. One input "input" and one output "output", as
/// in Keras: (N, 784) or (N, height, width, channels), for any N. Inside, images are channel-first, as ONNX wants them.
/// `network` is planned from `spec`. Refuses kinds of layers and activations that it does not know.
Result<std::vector<std::uint8_t>> write_onnx(const ExperimentSpec& spec, const Network& network);

}  // namespace lab
