#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// The mean under a window, channel by channel, as Keras's AveragePooling2D. Settings: pool_size (2), strides
/// (pool_size), padding ("valid"). Padding does not count towards the mean.
[[nodiscard]] std::span<const LayerSetting> average_pooling2d_settings();
Result<std::unique_ptr<Layer>> make_average_pooling2d(const LayerSpec& spec);

}  // namespace lab
