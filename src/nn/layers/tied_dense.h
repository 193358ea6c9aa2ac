#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// A Dense layer whose kernel is the transpose of an earlier Dense layer's ("tied weights"), with a bias of its own.
/// Settings: tied_to (required: that layer's number, counted from 0), activation ("linear").
[[nodiscard]] std::span<const LayerSetting> tied_dense_settings();
Result<std::unique_ptr<Layer>> make_tied_dense(const LayerSpec& spec);

}  // namespace lab
