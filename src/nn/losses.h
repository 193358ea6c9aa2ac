#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/matrix.h"
#include "core/result.h"

namespace lab {

/// What the network should have answered for some samples: images, or classes.
struct Targets {
  ConstMatrixView images;                ///< output features x samples; no columns where the target is a class
  std::span<const std::uint8_t> labels;  ///< one class per sample; empty where the target is an image
};

/// Sums over samples; divide by their number.
struct LossTotals {
  double loss = 0.0;
  double accuracy = 0.0;  ///< per sample the share of pixels (or 1 for the class) that is right

  LossTotals& operator+=(const LossTotals& other) {
    loss += other.loss;
    accuracy += other.accuracy;
    return *this;
  }
};

/// A loss. `fused_activation` names the activation of the last layer with which it forms one numerically stable pass:
/// the layer then hands over its logits, and the loss makes activations, value and gradient together. To add one: a
/// function (pair) and a line in loss_kinds().
struct LossKind {
  /// Evaluates some samples. outputs (features x samples): activations, or logits when fused, which become activations
  /// where no gradient is wanted.
  /// gradient: receives dL/d outputs (dL/d logits when fused) where L is `gradient_scale` times the sum over samples;
  /// it may have no columns, when only the value is wanted. It may lie where the outputs do, if they are not wanted.
  using Evaluate = LossTotals (*)(MatrixView outputs, const Targets& targets, float gradient_scale,
                                  MatrixView gradient);

  std::string_view name;   ///< Keras's name
  std::string_view title;  ///< for people
  bool needs_labels;
  std::string_view fused_activation;
  Evaluate fused;
  Evaluate plain;  ///< for every other activation; nullptr: there must be the fused one
  /// What a network scores that knows nothing yet, at most: it answers 0.5 for every pixel of `outputs`, or as much for
  /// every class.
  double (*untaught)(int outputs);
};

/// binary_crossentropy (averaged over pixels), mse (likewise), categorical_crossentropy. Accuracy is Keras's:
/// predictions and targets rounded at 0.5 for pixels, the largest output for classes.
[[nodiscard]] std::span<const LossKind> loss_kinds();

/// The loss of that name, or nullptr.
[[nodiscard]] const LossKind* find_loss(std::string_view name);

}  // namespace lab
