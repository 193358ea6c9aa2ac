#include "train/thread_choice.h"

#include <algorithm>

namespace lab {
namespace {

// Seconds of training until the first, the second and every further measurement.
constexpr double kFirst = 0.25;
constexpr double kSecond = 3.0;
constexpr double kFurther = 60.0;
constexpr double kTurnSeconds = 0.03;
constexpr int kTurns = 6;  // three each; the fastest counts, because a turn may have been disturbed
// Half of the threads are as good if they train nearly as fast.
constexpr double kAsGood = 0.97;

}  // namespace

void ThreadChoice::ask(const command::UseThreads& wish) {
  const bool anew = (wish.threads && wish.threads != wanted_) || (wish.sparing && wish.sparing != sparing_);
  if (wish.threads) wanted_ = wish.threads;
  sparing_ = wish.sparing.value_or(sparing_);
  if (anew) begin();
}

void ThreadChoice::begin() {
  const int wanted = wanted_.value_or(most_);
  chosen_ = wanted > 0 ? std::min(wanted, most_) : most_;
  wait(automatic() && most_ > 1 ? kFirst : 0.0);
}

void ThreadChoice::wait(double seconds) {
  wait_ = seconds;
  waited_ = 0.0;
  measuring_ = false;
}

void ThreadChoice::measure() {
  upper_ = allowed(most_);
  measuring_ = upper_ > 1;
  compare();
}

void ThreadChoice::compare() {
  lower_turn_ = false;
  turns_ = batches_ = samples_ = 0;
  seconds_ = best_upper_ = best_lower_ = 0.0;
}

int ThreadChoice::allowed(int threads) const { return sparing_ ? std::min(threads, std::max(1, most_ / 2)) : threads; }

int ThreadChoice::threads() const {
  if (!measuring_) return settled();
  return allowed(lower_turn_ ? upper_ / 2 : upper_);
}

void ThreadChoice::trained(int samples, double seconds) {
  if (!measuring_) {
    waited_ += seconds;
    if (wait_ > 0.0 && waited_ >= wait_) measure();
    return;
  }
  // In the first batch of a turn the weights come to other cores.
  if (++batches_ == 1) return;
  samples_ += samples;
  seconds_ += seconds;
  if (seconds_ < kTurnSeconds) return;
  double& best = lower_turn_ ? best_lower_ : best_upper_;
  best = std::max(best, samples_ / seconds_);
  lower_turn_ = !lower_turn_;
  batches_ = samples_ = 0;
  seconds_ = 0.0;
  if (++turns_ < kTurns) return;
  const bool half = best_lower_ >= kAsGood * best_upper_;
  if (half) upper_ /= 2;
  if (half && upper_ > 1) {
    compare();
  } else {
    chosen_ = upper_;
    wait(wait_ == kFirst ? kSecond : kFurther);
  }
}

}  // namespace lab
