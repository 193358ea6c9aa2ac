#pragma once

#include <string>
#include <vector>

#include "experiment/experiment_spec.h"
#include "io/drawing.h"
#include "train/history.h"
#include "train/stacking.h"

namespace lab {

/// The same network trained layer by layer and then as a whole, beside one trained whole for as many steps.
struct StackComparison {
  ExperimentSpec spec;
  std::vector<PretrainRecord> pretraining;
  std::vector<EpochRecord> fine_tuning;
  std::vector<EpochRecord> whole;
};

/// "epoch,phase,stacked_val_loss,whole_val_loss": a line per epoch of the longer of the two. While pretraining, the
/// stacked loss is that of the layers so far.
[[nodiscard]] std::string stack_csv(const StackComparison& comparison);

/// Everything as JSON; `stacked` and `whole` at its top are the last validation losses.
[[nodiscard]] std::string stack_json(const StackComparison& comparison);

/// Both validation losses against the epoch. The typeface must live as long as the drawing.
[[nodiscard]] Drawing stack_plot(const Typeface& type, const StackComparison& comparison);

}  // namespace lab
