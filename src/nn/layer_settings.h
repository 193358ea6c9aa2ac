#pragma once

#include <string_view>

#include "core/result.h"
#include "nn/activations.h"
#include "nn/extent.h"
#include "nn/initializers.h"
#include "nn/layer_spec.h"

namespace lab {

// Settings that several kinds of layer share, read from a spec under Keras's names and checked. Each error is a
// sentence.

/// "activation", by default linear.
Result<const ActivationKind*> activation_setting(const LayerSpec& spec);
/// "kernel_initializer", by default glorot_uniform.
Result<const InitializerKind*> initializer_setting(const LayerSpec& spec);
/// "kernel_regularizer_l2": 0 to 1, by default 0.
Result<float> l2_setting(const LayerSpec& spec);
/// A whole number from `low` to `high`.
Result<int> count_setting(const LayerSpec& spec, std::string_view name, int fallback, int low, int high);
/// A number from `low` to `high`.
Result<float> number_setting(const LayerSpec& spec, std::string_view name, float fallback, float low, float high);
/// "padding": true for "same", false for "valid" (the default).
Result<bool> same_padding_setting(const LayerSpec& spec);

/// A size in pixels: one number for a square, or a text such as "5x3" (height x width); 1 to `high` each.
Result<Extent> extent_setting(const LayerSpec& spec, std::string_view name, Extent fallback, int high);

}  // namespace lab
