#pragma once

#include <string>

namespace lab {

/// An optimizer and its hyper-parameters; Keras's names and defaults. Fields that a kind does not use are ignored.
struct OptimizerSpec {
  std::string kind = "adam";  ///< OptimizerKind::name
  float learning_rate = 0.001F;
  float momentum = 0.0F;          ///< sgd, rmsprop
  bool nesterov = false;          ///< sgd
  float rho = 0.9F;               ///< rmsprop
  float beta_1 = 0.9F;            ///< adam, adamw
  float beta_2 = 0.999F;          ///< adam, adamw
  float epsilon = 1e-7F;          ///< rmsprop, adam, adamw
  float weight_decay = 0.004F;    ///< adamw
  float clip_value = 0.0F;        ///< every gradient is cut to [-clip_value, clip_value]; 0: not
  float global_clip_norm = 0.0F;  ///< all gradients together are scaled down to this norm; 0: not

  bool operator==(const OptimizerSpec&) const = default;
};

}  // namespace lab
