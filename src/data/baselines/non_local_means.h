#pragma once

#include <memory>

#include "data/baselines/baseline.h"

namespace lab {

/// Every pixel becomes the mean of the pixels around it whose surroundings look alike: weights exp(-d^2 / h^2), d^2 the
/// mean squared difference of the 5 x 5 patches around both (over all channels), in a search window of 11 x 11 pixels.
/// A pixel weighs as much in its own mean as the most similar other one. Beyond the border the image is reflected.
/// Strength: h, 1 being the difference of black and white; 0 and below do nothing. Source: A. Buades, B. Coll,
/// J.-M. Morel, "A non-local algorithm for image denoising", CVPR 2005, equation 1 (with a box for the Gaussian window,
/// so that patch distances are running sums).
[[nodiscard]] std::unique_ptr<const Baseline> fit_non_local_means(const ImageSet& clean);

}  // namespace lab
