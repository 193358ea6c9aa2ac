#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// A fully connected layer, y = activation(kernel^T x + bias), as Keras's Dense. Settings: units (required), activation
/// ("linear"), kernel_initializer ("glorot_uniform"), kernel_regularizer_l2 (0). The bias starts at zero. An image at
/// its input is read as the flat vector it is in memory.
[[nodiscard]] std::span<const LayerSetting> dense_settings();
Result<std::unique_ptr<Layer>> make_dense(const LayerSpec& spec);

}  // namespace lab
