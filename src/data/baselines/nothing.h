#pragma once

#include <memory>

#include "data/baselines/baseline.h"

namespace lab {

/// Gives the noisy image back: what every other way has to beat.
[[nodiscard]] std::unique_ptr<const Baseline> fit_nothing(const ImageSet& clean);

}  // namespace lab
