#pragma once

#include <chrono>
#include <string>

#include "train/trainer.h"

namespace lab::cli {

/// Prints a progress bar per epoch and Keras-like lines. On something that is not a terminal only the finished lines.
class Progress {
 public:
  explicit Progress(bool with_accuracy);

  /// After every batch; redraws the bar a few times a second.
  void update(const Trainer& trainer);
  /// After an epoch: its final line.
  void finish_epoch(const Trainer& trainer);
  /// Ends an unfinished bar, before anything else is printed.
  void interrupt();

 private:
  using Clock = std::chrono::steady_clock;

  bool with_accuracy_;
  bool is_terminal_;
  bool bar_open_ = false;
  Clock::time_point drawn_{};
};

}  // namespace lab::cli
