#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Reads an image as a flat vector, row by row, channel last, as Keras's Flatten.
[[nodiscard]] std::span<const LayerSetting> flatten_settings();
Result<std::unique_ptr<Layer>> make_flatten(const LayerSpec& spec);

}  // namespace lab
