#pragma once

#include <span>

namespace lab {

/// Mean squared difference of two equally long, non-empty runs of numbers.
[[nodiscard]] float mean_squared_error(std::span<const float> a, std::span<const float> b);

/// Peak signal-to-noise ratio in dB for a peak of 1: -10 log10(mse). Images that agree exactly give 100, so that means
/// stay finite.
[[nodiscard]] float psnr(float mse);

}  // namespace lab
