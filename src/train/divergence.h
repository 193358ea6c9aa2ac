#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nn/network.h"

namespace lab {

/// Watches the batches of a run for training that goes astray, and keeps the last good weights to go back to. It sees
/// each batch between its gradients and its update, so the step that would make things worse is never taken. What it
/// finds depends on the batches alone, not on threads or time. Belongs to the trainer's thread.
///
/// Astray is a loss that is not a number, a loss above kTimes that of the first batch (or of an untaught network,
/// where that is more: a run may begin with weights that know a lot), and a layer that answered something and now
/// answers 0 to everything, so that no gradient passes it. Less than kSamples say little, so the losses of smaller
/// batches are averaged, and a layer must be dead for as many.
class DivergenceWatch {
 public:
  static constexpr int kTimes = 10;
  static constexpr int kSamples = 32;

  /// A new run of `network`: makes room for its weights.
  void begin(const Network& network);
  /// Gives that back.
  void end() { *this = DivergenceWatch(); }

  /// Settings change: the weights from before are to be kept. `harder`: what is to be learned too, so that a loss that
  /// rises now says nothing.
  void settings_changed(bool harder) {
    keep_soon_ = true;
    any_loss_ = any_loss_ || harder;
  }

  /// Looks at a batch of `count` samples that `network` has been run up and down. What is wrong with it, as a sentence,
  /// or nothing; then the weights are kept every so often.
  [[nodiscard]] std::optional<std::string> check_batch(const Network& network, int count, const LossTotals& totals);

  /// Likewise after an epoch: its mean validation loss.
  [[nodiscard]] std::optional<std::string> check_validation(const Network& network, float loss);

  /// Puts the last good weights back; the optimizer begins anew with them. False, and nothing has changed, where there
  /// are none because already the first batch was bad.
  bool restore(Network& network);

 private:
  [[nodiscard]] std::optional<std::string> judge(double loss) const;

  double first_loss_ = 0.0;  // 0: no batch yet
  double loss_ = 0.0;        // of about the last kSamples
  bool was_alive_ = false;   // all layers answered something before
  int dead_samples_ = 0;     // in a row

  std::vector<float> kept_;  // parameter_count() of them
  bool has_kept_ = false;
  bool keep_soon_ = true;    // the weights of the next good batch
  bool any_loss_ = true;     // is good, whatever kept_loss_ was
  double kept_loss_ = 0.0;   // the lowest with which they were kept, so that it cannot creep up
  std::int64_t unkept_ = 0;  // samples since
};

}  // namespace lab
