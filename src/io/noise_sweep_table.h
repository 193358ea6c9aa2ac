#pragma once

#include <string>
#include <vector>

#include "io/drawing.h"
#include "train/noise_sweep.h"

namespace lab {

/// A line per level: for each way of restoring psnr, ssim and (with a classifier) accuracy.
[[nodiscard]] std::string noise_sweep_csv(const NoiseSweepResult& result);

/// The same as JSON. `noise`, `model` and `classifier` say what was measured; `classifier` may be empty.
[[nodiscard]] std::string noise_sweep_json(const NoiseSweepResult& result, const std::string& noise,
                                           const std::string& model, const std::string& classifier);

/// Typefaces must live as long as the drawings. D1: for every level a block of three rows: original, noisy, denoised.
[[nodiscard]] Drawing noise_sweep_figure(const Typeface& type, const NoiseSweepResult& result,
                                         const std::string& noise);

/// PSNR (points above 40 dB left out) and SSIM against the level of `noise` (NoiseKind::name): noisy, denoised
/// and each baseline.
[[nodiscard]] Drawing quality_plot(const Typeface& type, const NoiseSweepResult& result, const std::string& noise);

/// D2: the classifier's accuracy against the level, likewise.
[[nodiscard]] Drawing accuracy_plot(const Typeface& type, const NoiseSweepResult& result, const std::string& noise);

}  // namespace lab
