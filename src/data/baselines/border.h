#pragma once

#include <cstddef>

#include "core/shape.h"

namespace lab {

/// Index i (from -margin on) of an axis of n >= 1 pixels, reflected at both ends without repeating the edge, as often
/// as it takes.
[[nodiscard]] inline std::ptrdiff_t reflected(std::ptrdiff_t i, std::ptrdiff_t n) {
  if (n == 1) return 0;
  const std::ptrdiff_t period = 2 * (n - 1);
  i %= period;
  if (i < 0) i += period;
  return i < n ? i : period - i;
}

/// Height, width and channels of any shape, a flat one being one row.
struct Extent {
  std::size_t height, width, channels;

  explicit Extent(const Shape& shape)
      : height(static_cast<std::size_t>(shape.is_flat ? 1 : shape.height)),
        width(static_cast<std::size_t>(shape.is_flat ? shape.channels : shape.width)),
        channels(static_cast<std::size_t>(shape.is_flat ? 1 : shape.channels)) {}
};

}  // namespace lab
