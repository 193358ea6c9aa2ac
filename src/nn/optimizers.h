#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/result.h"
#include "nn/optimizer_spec.h"

namespace lab {

/// One contiguous piece of the flat arrays that an optimizer works on; all four spans have the same length.
struct ParameterSlice {
  std::span<float> parameters;
  std::span<const float> gradients;
  std::span<float> moments_1;
  std::span<float> moments_2;
};

/// An update rule. Elementwise, so slices may be updated in any order and on any thread. To add one: a function and a
/// line in optimizer_kinds().
struct OptimizerKind {
  std::string_view name;   ///< Keras's name
  std::string_view title;  ///< for people
  float default_learning_rate;
  /// Applies update number `step` (from 1) to one slice.
  void (*update)(const OptimizerSpec& spec, std::int64_t step, const ParameterSlice& slice);
};

/// adam, sgd (with momentum, Nesterov's too), rmsprop, adamw.
[[nodiscard]] std::span<const OptimizerKind> optimizer_kinds();

/// The optimizer of that name, or nullptr.
[[nodiscard]] const OptimizerKind* find_optimizer(std::string_view name);

/// Gradients that change no weight become 0: squares of them would be subnormal numbers. Optimizers do so themselves.
void drop_insignificant(std::span<float> gradients);

/// Refuses unknown kinds and hyper-parameters outside their range.
Status check(const OptimizerSpec& spec);

}  // namespace lab
