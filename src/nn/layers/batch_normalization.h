#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Ioffe & Szegedy 2015, as Keras's BatchNormalization: each channel is shifted and scaled to mean 0 and variance 1
/// over the batch (while training) or by running means (otherwise), then to beta and gamma. Settings: momentum
/// (0.99), epsilon (0.001). The running variance follows the biased variance of the batch, as in Keras.
[[nodiscard]] std::span<const LayerSetting> batch_normalization_settings();
Result<std::unique_ptr<Layer>> make_batch_normalization(const LayerSpec& spec);

}  // namespace lab
