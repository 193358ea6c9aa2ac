#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// The transpose of a strided convolution, which makes images larger ("deconvolution"), as Keras's Conv2DTranspose.
/// Settings as Conv2D. The kernel is (height, width, filters, channels). Sizes: in * strides with "same" padding, in
/// * strides + max(kernel_size - strides, 0) with "valid".
[[nodiscard]] std::span<const LayerSetting> conv2d_transpose_settings();
Result<std::unique_ptr<Layer>> make_conv2d_transpose(const LayerSpec& spec);

}  // namespace lab
