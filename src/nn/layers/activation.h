#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// An activation as a layer of its own, as Keras's Activation. Setting: activation (required).
[[nodiscard]] std::span<const LayerSetting> activation_settings();
Result<std::unique_ptr<Layer>> make_activation(const LayerSpec& spec);

}  // namespace lab
