#pragma once

#include <span>

#include "nn/layer_kinds.h"
#include "nn/layer_settings.h"

namespace lab {

/// What Conv2D and Conv2DTranspose are told.
struct ConvolutionSettings {
  int filters = 1;
  Extent kernel;
  Extent strides;
  bool same = false;
  const ActivationKind* activation = nullptr;
  const InitializerKind* initializer = nullptr;
  float l2 = 0.0F;
};

[[nodiscard]] std::span<const LayerSetting> convolution_setting_names();
Result<ConvolutionSettings> convolution_settings(const LayerSpec& spec);

}  // namespace lab
