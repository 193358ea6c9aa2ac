#pragma once

#include <span>

#include "core/shape.h"

namespace lab {

/// Mean squared difference of two equally long, non-empty runs of numbers.
[[nodiscard]] float mean_squared_error(std::span<const float> a, std::span<const float> b);

/// Peak signal-to-noise ratio in dB for a peak of 1: -10 log10(mse). Images that agree exactly give 100, so that means
/// stay finite.
[[nodiscard]] float psnr(float mse);

/// Structural similarity of two images with pixels in [0, 1], from 1 (the same) down to about -1. `a` and `b` hold
/// shape.size() numbers each, channel last; a flat shape counts as one row. Callable from any thread; allocates some
/// rows.
///
/// Source: Z. Wang et al., "Image quality assessment: from error visibility to structural similarity", IEEE
/// Transactions on Image Processing 13(4), 2004, equation 13 and section III-C: Gaussian window of 11 x 11 pixels with
/// sigma 1.5, K1 = 0.01, K2 = 0.03, the mean over all places where the window lies wholly in the image; here also over
/// the channels. An axis shorter than 11 pixels gets a window that is as short.
[[nodiscard]] float ssim(const Shape& shape, std::span<const float> a, std::span<const float> b);

}  // namespace lab
