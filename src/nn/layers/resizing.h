#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Scales an image to an exact size, as Keras's Resizing. Settings: height, width (both required), interpolation
/// ("bilinear" or "nearest").
[[nodiscard]] std::span<const LayerSetting> resizing_settings();
Result<std::unique_ptr<Layer>> make_resizing(const LayerSpec& spec);

}  // namespace lab
