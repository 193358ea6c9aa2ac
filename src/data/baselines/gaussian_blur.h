#pragma once

#include <memory>

#include "data/baselines/baseline.h"

namespace lab {

/// Convolution with a Gaussian, channel by channel. Strength: its standard deviation in pixels; 0 and below do nothing.
/// The window reaches three standard deviations (at most 16 pixels) to each side; the border is reflected without
/// repeating the edge.
[[nodiscard]] std::unique_ptr<const Baseline> fit_gaussian_blur(const ImageSet& clean);

}  // namespace lab
