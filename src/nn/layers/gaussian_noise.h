#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Adds normal noise of deviation `stddev` (required) while training, as Keras's GaussianNoise.
[[nodiscard]] std::span<const LayerSetting> gaussian_noise_settings();
Result<std::unique_ptr<Layer>> make_gaussian_noise(const LayerSpec& spec);

}  // namespace lab
