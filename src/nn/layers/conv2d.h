#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// A convolution of an image with small kernels, y = activation(kernel * x + bias), as Keras's Conv2D. Settings:
/// filters (required), kernel_size (required), strides (1), padding ("valid"), activation ("linear"),
/// kernel_initializer ("glorot_uniform"), kernel_regularizer_l2 (0). The kernel is (height, width, channels,
/// filters); the bias starts at zero.
[[nodiscard]] std::span<const LayerSetting> conv2d_settings();
Result<std::unique_ptr<Layer>> make_conv2d(const LayerSpec& spec);

}  // namespace lab
