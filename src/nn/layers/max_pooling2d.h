#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// The largest value under a window, channel by channel, as Keras's MaxPooling2D. Settings: pool_size (2), strides
/// (pool_size), padding ("valid"); with "same" an odd image of 7 pixels becomes 4. The gradient goes to the first of
/// equal values.
[[nodiscard]] std::span<const LayerSetting> max_pooling2d_settings();
Result<std::unique_ptr<Layer>> make_max_pooling2d(const LayerSpec& spec);

}  // namespace lab
