#pragma once

#include <string>

#include "core/result.h"
#include "train/trainer.h"

namespace lab::cli {

/// Writes to `folder` what a run left behind: figure.png (first ten test images: original, noisy, denoised),
/// history.png, history.csv, model.aelab, spec.json. Works for interrupted runs too.
Status write_outputs(const std::string& folder, Trainer& trainer);

}  // namespace lab::cli
