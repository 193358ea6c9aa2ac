#pragma once

#include <memory>

#include "data/baselines/baseline.h"

namespace lab {

/// The 3 x 3 median of every pixel (data/median_filter.h): the classical remedy for salt and pepper. No strength.
[[nodiscard]] std::unique_ptr<const Baseline> fit_median(const ImageSet& clean);

}  // namespace lab
