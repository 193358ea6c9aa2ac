#pragma once

#include "train/trainer.h"

namespace lab::cli {

/// Trains to the end, or to the batch in which the program is interrupted. Prints a progress bar per epoch and
/// Keras-like lines; on something that is not a terminal only the finished lines.
void train_to_end(Trainer& trainer, bool with_accuracy);

}  // namespace lab::cli
