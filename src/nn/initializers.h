#pragma once

#include <span>
#include <string_view>

#include "core/random.h"

namespace lab {

/// A distribution that kernels start from. To add one: a line in initializer_kinds().
struct InitializerKind {
  std::string_view name;  ///< Keras's name
  /// Fills one kernel that connects `fan_in` numbers to each output and `fan_out` outputs to each input.
  void (*fill)(RandomKey key, int fan_in, int fan_out, std::span<float> kernel);
};

/// glorot_uniform, glorot_normal (Glorot & Bengio 2010), he_uniform, he_normal (He et al. 2015), zeros. The normal ones
/// are truncated at two standard deviations and rescaled, as Keras's are.
[[nodiscard]] std::span<const InitializerKind> initializer_kinds();

/// The initializer of that name, or nullptr.
[[nodiscard]] const InitializerKind* find_initializer(std::string_view name);

}  // namespace lab
