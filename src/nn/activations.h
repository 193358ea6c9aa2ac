#pragma once

#include <span>
#include <string_view>

#include "core/matrix.h"

namespace lab {

/// An elementwise (or, for softmax, columnwise) function at the end of a layer. To add one: a function pair and a line
/// in activation_kinds().
struct ActivationKind {
  std::string_view name;  ///< Keras's name
  /// In place: pre-activations become activations. features x samples.
  void (*apply)(MatrixView values);
  /// In place: dL/d activation becomes dL/d pre-activation, given the activations.
  void (*backpropagate)(const ConstMatrixView& activations, MatrixView gradient);
};

/// linear, relu, sigmoid, tanh, softmax, elu, leaky_relu (slope 0.2).
[[nodiscard]] std::span<const ActivationKind> activation_kinds();

/// The activation of that name, or nullptr.
[[nodiscard]] const ActivationKind* find_activation(std::string_view name);

}  // namespace lab
