#pragma once

#include <limits>

#include "core/vec.h"

namespace lab {

/// Where pixels may lie once there is noise on them: anywhere, or clipped.
struct PixelRange {
  float low = -std::numeric_limits<float>::infinity();
  float high = std::numeric_limits<float>::infinity();

  /// For a float or a vector of them.
  template <class F>
  [[nodiscard]] F clamp(F x) const {
    const F least = splat<F>(low);
    const F most = splat<F>(high);
    const F above = x > least ? x : least;
    return above < most ? above : most;
  }
};

}  // namespace lab
