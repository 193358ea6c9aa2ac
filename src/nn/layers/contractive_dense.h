#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Rifai et al. 2011, equation 7: a Dense layer that adds contraction * ||dh/dx||^2 to the loss, the squared
/// Frobenius norm of its Jacobian at each sample. Settings: as Dense, and contraction (required). Activations:
/// linear, relu, sigmoid, tanh.
[[nodiscard]] std::span<const LayerSetting> contractive_dense_settings();
Result<std::unique_ptr<Layer>> make_contractive_dense(const LayerSpec& spec);

}  // namespace lab
