#pragma once

#include <memory>
#include <span>

#include "nn/layer_kinds.h"

namespace lab {

/// Passes its input on and pulls the mean of each number over the batch towards `target` (0.05): adds weight * sum_j
/// KL(target || mean_j) to the training loss (Ng 2011, "Sparse autoencoder", section 3). For inputs between 0 and 1.
/// Settings: target, weight (required). Validation does not count the penalty.
[[nodiscard]] std::span<const LayerSetting> kl_sparsity_settings();
Result<std::unique_ptr<Layer>> make_kl_sparsity(const LayerSpec& spec);

}  // namespace lab
