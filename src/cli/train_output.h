#pragma once

#include <string>

#include "cli/figure_files.h"
#include "core/result.h"
#include "train/trainer.h"

namespace lab::cli {

/// Writes to `folder` what a run left behind: the figure (first ten test images: original, noisy, denoised),
/// the history, history.csv, model.aelab, spec.json. Works for interrupted runs too.
Status write_outputs(const FigureFiles& figures, const std::string& folder, Trainer& trainer);

}  // namespace lab::cli
