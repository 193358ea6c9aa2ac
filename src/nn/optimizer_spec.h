#pragma once

#include <string>

namespace lab {

/// An optimizer and its hyper-parameters; Keras's names and defaults. Fields that a kind does not use are ignored.
struct OptimizerSpec {
  std::string kind = "adam";  ///< OptimizerKind::name
  float learning_rate = 0.001F;
  float momentum = 0.0F;  ///< sgd
  float beta_1 = 0.9F;    ///< adam
  float beta_2 = 0.999F;  ///< adam
  float epsilon = 1e-7F;  ///< adam

  bool operator==(const OptimizerSpec&) const = default;
};

}  // namespace lab
