#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/shape.h"
#include "experiment/experiment_spec.h"
#include "nn/layer_settings.h"
#include "nn/network.h"

namespace lab {

/// A height and a width: of a kernel, a stride, a pool.
using Sides = Extent;

/// What is added around an image (or cut off after a transposed convolution), in pixels.
struct Margins {
  int top = 0;
  int left = 0;
  int bottom = 0;
  int right = 0;

  [[nodiscard]] bool any() const { return top != 0 || left != 0 || bottom != 0 || right != 0; }
  [[nodiscard]] bool symmetric() const { return top == bottom && left == right; }
};

// The settings of a layer, which itself has checked them, or what they are by default.

[[nodiscard]] double number_of(const LayerSpec& layer, std::string_view name);
[[nodiscard]] std::string text_of(const LayerSpec& layer, std::string_view name);
/// One number for both sides, or a text "5x3".
[[nodiscard]] Sides sides_of(const LayerSpec& layer, std::string_view name);

/// What those settings are by default: of numbers 0 where nothing else is known, of sides 2 x 2 (strides: 1 x 1, and of
/// pools their window).
[[nodiscard]] double default_number(std::string_view name);
[[nodiscard]] std::string_view default_text(const LayerSpec& layer, std::string_view name);
[[nodiscard]] Sides default_sides(const LayerSpec& layer, std::string_view name);

/// The margins of a layer with windows ("padding" valid or same): TensorFlow's rule, where an odd pixel goes to the
/// bottom and to the right. out = ceil(in / stride), total = max((out - 1) stride + window - in, 0).
[[nodiscard]] Margins window_margins(const LayerSpec& layer, const Shape& input, Sides window, Sides strides);

/// What to cut off the full result, (in - 1) stride + kernel pixels, of a transposed convolution ("padding"), so that
/// it has Keras's size; where the full result is smaller than that, the bottom and right are negative: to be added as
/// zeros before the bias.
[[nodiscard]] Margins transposed_cut(const LayerSpec& layer, Sides kernel, Sides strides);

/// A planned layer together with where it came from, as exporters need it.
struct ExportedLayer {
  const LayerSpec& spec;
  const NetworkLayer& planned;
  Shape input;
  int index;
  const Network& network;  ///< that it is part of
};

}  // namespace lab
