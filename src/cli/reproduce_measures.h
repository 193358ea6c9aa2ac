#pragma once

#include "cli/reproduce_rows.h"

namespace lab::cli {

// How a row of reproduce_rows() is judged. Each reads what the row's command left in `folder`; the error says what is
// missing there.

/// run.json of `lab train`: the last validation figures, and the number of parameters where one was published.
Result<Reached> measure_training(const ReproduceRow& row, const std::string& folder);
/// stack.json of `lab stack`.
Result<Reached> measure_stack(const ReproduceRow& row, const std::string& folder);
/// results.json of `lab sweep`: the figure is the accuracy of the best single run.
Result<Reached> measure_sweep(const ReproduceRow& row, const std::string& folder);
/// results.json of a sweep over seeds alone: the loss of each, mean and standard deviation.
Result<Reached> measure_loss_sweep(const ReproduceRow& row, const std::string& folder);
/// noise-sweep.json: what denoising gains in dB at each level.
Result<Reached> measure_restoring(const ReproduceRow& row, const std::string& folder);
/// noise-sweep.json: the classifier's accuracy before and after denoising at each level.
Result<Reached> measure_classifying(const ReproduceRow& row, const std::string& folder);
/// The figure is there.
Result<Reached> measure_picture(const ReproduceRow& row, const std::string& folder);
/// The curves and history.csv are there.
Result<Reached> measure_history(const ReproduceRow& row, const std::string& folder);
/// The preset that the row's command names: how many parameters it has.
Result<Reached> measure_summary(const ReproduceRow& row, const std::string& folder);

}  // namespace lab::cli
