#pragma once

#include <string>
#include <vector>

#include "data/png.h"
#include "train/noise_sweep.h"

namespace lab {

/// A line per level: for each way of restoring psnr, ssim and (with a classifier) accuracy.
[[nodiscard]] std::string noise_sweep_csv(const NoiseSweepResult& result);

/// The same as JSON. `noise`, `model` and `classifier` say what was measured; `classifier` may be empty.
[[nodiscard]] std::string noise_sweep_json(const NoiseSweepResult& result, const std::string& noise,
                                           const std::string& model, const std::string& classifier);

/// D1: for every level a block of three rows: original, noisy, denoised.
[[nodiscard]] Picture noise_sweep_figure(const NoiseSweepResult& result);

/// PSNR (points above 40 dB left out) and SSIM against the level: noisy, denoised and each baseline.
[[nodiscard]] Picture quality_plot(const NoiseSweepResult& result);

/// D2: the classifier's accuracy against the level, likewise.
[[nodiscard]] Picture accuracy_plot(const NoiseSweepResult& result);

}  // namespace lab
