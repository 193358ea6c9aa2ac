#pragma once

#include <vector>

#include "core/clock.h"

namespace lab {

/// Where the time of training steps goes: seconds of each part, added up. See Network::set_profile().
struct StepProfile {
  struct Layer {
    double pack = 0.0;
    double forward = 0.0;
    double backward = 0.0;  ///< activations, and with GradientBy::shard parameters too
    double gradient = 0.0;  ///< of its parameters, over the whole batch
    double update = 0.0;    ///< the optimizer
  };

  double images = 0.0;  ///< reading them and adding noise
  double loss = 0.0;    ///< with its gradient
  std::vector<Layer> layers;
};

/// Adds the time of its life to a part's seconds, unless they are null.
class PartTimer {
 public:
  explicit PartTimer(double* seconds) : seconds_(seconds) {
    if (seconds_ != nullptr) begin_ = Clock::now();
  }
  ~PartTimer() {
    if (seconds_ != nullptr) *seconds_ += seconds_since(begin_);
  }
  PartTimer(const PartTimer&) = delete;
  PartTimer& operator=(const PartTimer&) = delete;

 private:
  double* seconds_;
  Clock::time_point begin_;
};

}  // namespace lab
