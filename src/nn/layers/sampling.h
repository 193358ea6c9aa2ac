#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// The code of a variational autoencoder (Kingma & Welling 2014, section 3): reads k means and k logarithms of
/// variances, makes k numbers mean + deviation * normal while training and the means otherwise, and adds beta times
/// the KL divergence from the standard normal distribution to the loss. As the reconstruction loss is a mean over
/// pixels, the textbook's beta = 1 is 1 / pixels here. Setting: beta (required).
[[nodiscard]] std::span<const LayerSetting> sampling_settings();
Result<std::unique_ptr<Layer>> make_sampling(const LayerSpec& spec);

}  // namespace lab
