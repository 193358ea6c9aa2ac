#include "io/layer_settings.h"

#include <algorithm>
#include <cstdlib>
#include <string>

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
  if (!layer.has(name)) return fallback;
  const std::string text = layer.text(name, "");
  if (text.empty()) {
    const int side = static_cast<int>(layer.number(name, 0));
    return {side, side};
  }
  const std::size_t times = text.find('x');
  const int height = std::atoi(text.c_str());  // the layer itself has checked the text
  return {height, times == std::string::npos ? height : std::atoi(text.c_str() + times + 1)};
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
