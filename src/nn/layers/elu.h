#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Clevert et al. 2016, as Keras's ELU: x where positive, else alpha (e^x - 1). Setting: alpha (1).
[[nodiscard]] std::span<const LayerSetting> elu_settings();
Result<std::unique_ptr<Layer>> make_elu(const LayerSpec& spec);

}  // namespace lab
