#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Reads the same numbers as another shape, as Keras's Reshape. Setting: target_shape (required), a number for a flat
/// vector or a text such as "4x4x8" (height x width x channels).
[[nodiscard]] std::span<const LayerSetting> reshape_settings();
Result<std::unique_ptr<Layer>> make_reshape(const LayerSpec& spec);

}  // namespace lab
