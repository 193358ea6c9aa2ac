#pragma once

#include <memory>

#include "data/baselines/baseline.h"

namespace lab {

/// Projects the noisy image onto the first k principal components of the clean images, around their mean, and clamps to
/// [0, 1]: the best that a linear autoencoder with a code of size k can do on clean images. Strength: k, rounded; at
/// most 512 components are kept. Fitted to the first 5,000 images by their covariance, or by their inner products where
/// there are fewer images than pixels (of large images only the first 1,000 are taken). Source: C. M. Bishop, "Pattern
/// Recognition and Machine Learning", sections 12.1.1 and 12.1.4.
[[nodiscard]] std::unique_ptr<const Baseline> fit_pca(const ImageSet& clean);

}  // namespace lab
