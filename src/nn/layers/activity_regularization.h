#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Passes its input on and adds l1 * sum |x| + l2 * sum x^2 of each sample to the loss, as Keras's
/// ActivityRegularization: what makes a sparse autoencoder. Settings: l1 (0), l2 (0).
[[nodiscard]] std::span<const LayerSetting> activity_regularization_settings();
Result<std::unique_ptr<Layer>> make_activity_regularization(const LayerSpec& spec);

}  // namespace lab
