#include "io/exported_layer.h"

#include <algorithm>
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

Sides sides_of(const LayerSpec& layer, std::string_view name, Sides fallback) {
  return extent_setting(layer, name, fallback, std::numeric_limits<int>::max()).value();
}

Margins window_margins(const LayerSpec& layer, const Shape& input, Sides window, Sides strides) {
  if (layer.text("padding", "valid") != "same") return {};
  const Pair rows = same_margins(input.height, window.height, strides.height);
  const Pair columns = same_margins(input.width, window.width, strides.width);
  return {rows.before, columns.before, rows.after, columns.after};
}

Margins transposed_cut(const LayerSpec& layer, Sides kernel, Sides strides) {
  const bool same = layer.text("padding", "valid") == "same";
  const Pair rows = cut(same, kernel.height, strides.height);
  const Pair columns = cut(same, kernel.width, strides.width);
  return {rows.before, columns.before, rows.after, columns.after};
}

}  // namespace lab
