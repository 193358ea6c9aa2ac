#include "io/exported_layer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

namespace lab {
namespace {

struct Pair {
  int before;
  int after;
};

Pair split(int total) { return {total / 2, total - total / 2}; }

Pair same_margins(int in, int window, int stride) {
  const int out = (in + stride - 1) / stride;
  return split(std::max((out - 1) * stride + window - in, 0));
}

/// The transposed convolution is the gradient of a convolution, so "same" cuts what that one would have padded.
Pair cut(bool same, int kernel, int stride) {
  if (kernel < stride) return {0, kernel - stride};
  return same ? split(kernel - stride) : Pair{0, 0};
}

}  // namespace

double default_number(std::string_view name) {
  struct Default {
    std::string_view name;
    double value;
  };
  constexpr std::array kDefaults = {Default{"alpha", 1.0}, Default{"epsilon", 0.001}, Default{"momentum", 0.99},
                                    Default{"negative_slope", 0.3}, Default{"target", 0.05}};
  const auto* const found = std::ranges::find(kDefaults, name, &Default::name);
  return found == kDefaults.end() ? 0.0 : found->value;
}

std::string_view default_text(const LayerSpec& layer, std::string_view name) {
  if (name == "activation") return "linear";
  if (name == "kernel_initializer") return "glorot_uniform";
  if (name == "padding") return "valid";
  assert(name == "interpolation");
  return layer.kind() == "resizing" ? "bilinear" : "nearest";
}

Sides default_sides(const LayerSpec& layer, std::string_view name) {
  if (name != "strides") return {2, 2};
  return layer.kind().ends_with("pooling2d") ? sides_of(layer, "pool_size") : Sides{1, 1};
}

double number_of(const LayerSpec& layer, std::string_view name) { return layer.number(name, default_number(name)); }

std::string text_of(const LayerSpec& layer, std::string_view name) {
  return layer.text(name, default_text(layer, name));
}

Sides sides_of(const LayerSpec& layer, std::string_view name) {
  return extent_setting(layer, name, default_sides(layer, name), std::numeric_limits<int>::max()).value();
}

Margins window_margins(const LayerSpec& layer, const Shape& input, Sides window, Sides strides) {
  if (text_of(layer, "padding") != "same") return {};
  const Pair rows = same_margins(input.height, window.height, strides.height);
  const Pair columns = same_margins(input.width, window.width, strides.width);
  return {rows.before, columns.before, rows.after, columns.after};
}

Margins transposed_cut(const LayerSpec& layer, Sides kernel, Sides strides) {
  const bool same = text_of(layer, "padding") == "same";
  const Pair rows = cut(same, kernel.height, strides.height);
  const Pair columns = cut(same, kernel.width, strides.width);
  return {rows.before, columns.before, rows.after, columns.after};
}

}  // namespace lab
