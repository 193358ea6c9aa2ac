#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Makes an image larger by whole factors, as Keras's UpSampling2D. Settings: size (2), interpolation ("nearest" or
/// "bilinear").
[[nodiscard]] std::span<const LayerSetting> up_sampling2d_settings();
Result<std::unique_ptr<Layer>> make_up_sampling2d(const LayerSpec& spec);

}  // namespace lab
