#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Srivastava et al. 2014, as Keras's Dropout: while training each number is set to zero with probability `rate`
/// (required) and the others are divided by 1 - rate. Otherwise it changes nothing.
[[nodiscard]] std::span<const LayerSetting> dropout_settings();
Result<std::unique_ptr<Layer>> make_dropout(const LayerSpec& spec);

}  // namespace lab
