#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// max(x, negative_slope x), as Keras's LeakyReLU. Setting: negative_slope (0.3).
[[nodiscard]] std::span<const LayerSetting> leaky_relu_settings();
Result<std::unique_ptr<Layer>> make_leaky_relu(const LayerSpec& spec);

}  // namespace lab
