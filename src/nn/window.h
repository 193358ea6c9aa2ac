#pragma once

#include <algorithm>

#include "core/result.h"
#include "core/shape.h"

namespace lab {

/// How a window of `size` pixels slides along one axis of an image, as Keras defines it.
struct Window {
  int in = 1;      ///< pixels of the image along this axis
  int out = 1;     ///< positions of the window
  int size = 1;    ///< pixels of the window
  int stride = 1;  ///< pixels from one position to the next
  int before = 0;  ///< imagined pixels before the first one ("same" splits its padding, the smaller half first)

  /// First image pixel of the window at a position; may be negative.
  [[nodiscard]] int start(int position) const { return position * stride - before; }
  /// Window pixels [first, last) that lie inside the image.
  [[nodiscard]] int first_inside(int position) const { return std::max(0, -start(position)); }
  [[nodiscard]] int last_inside(int position) const { return std::min(size, in - start(position)); }
};

/// padding "valid": only whole windows; "same": ceil(in / stride) positions.
inline Result<Window> plan_window(int in, int size, int stride, bool same) {
  if (!same && size > in) {
    return Error{"its window of " + std::to_string(size) + " pixels is larger than its input of " + std::to_string(in) +
                 "."};
  }
  Window window{
      .in = in, .out = same ? (in + stride - 1) / stride : (in - size) / stride + 1, .size = size, .stride = stride};
  if (same) window.before = std::max((window.out - 1) * stride + size - in, 0) / 2;
  return window;
}

/// A window on an image of `channels` channels, channel last.
struct Window2D {
  Window rows;
  Window columns;
  int channels = 1;

  /// Numbers under the window.
  [[nodiscard]] int patch_size() const { return rows.size * columns.size * channels; }
  [[nodiscard]] int positions() const { return rows.out * columns.out; }
};

inline Result<Window2D> plan_window(const Shape& image, int height, int width, int stride_rows, int stride_columns,
                                    bool same) {
  if (image.is_flat) return Error{"it needs an image, but its input is " + image.to_string() + "."};
  const auto rows = plan_window(image.height, height, stride_rows, same);
  if (!rows) return rows.error();
  const auto columns = plan_window(image.width, width, stride_columns, same);
  if (!columns) return columns.error();
  return Window2D{*rows, *columns, image.channels};
}

}  // namespace lab
