#pragma once

#include <optional>

#include "train/command.h"

namespace lab {

/// How many threads a run trains with: as many as help. More of them do not always: a small network's batch is soon cut
/// into pieces too small to share, cores may be slow or busy, and each further thread costs power. So it is measured:
/// all threads in turns with half of them, and so on for as long as half are (nearly) as good; within the first second
/// of a run's training, again when the page has settled, and then once a minute, because the machine may have other
/// things to do. Results do not depend on it.
class ThreadChoice {
 public:
  /// `most`: all there are, which train until somebody asks for something else.
  explicit ThreadChoice(int most) : most_(most), chosen_(most), upper_(most) {}

  /// What somebody wants from now on.
  void ask(const command::UseThreads& wish);

  /// Another network or batch size: what was measured holds no longer.
  void begin();

  /// For the next batch.
  [[nodiscard]] int threads() const;
  /// The same, but for those that are only tried.
  [[nodiscard]] int settled() const { return allowed(chosen_); }
  [[nodiscard]] bool automatic() const { return wanted_ == 0; }

  /// A batch of `samples` took so long with threads() threads.
  void trained(int samples, double seconds);

 private:
  [[nodiscard]] int allowed(int threads) const;
  void measure();
  void compare();
  void wait(double seconds);

  int most_;
  std::optional<int> wanted_;  ///< as UseThreads has it; nobody has asked: all
  bool sparing_ = false;
  int chosen_;
  double wait_ = 0.0;       ///< seconds of training until it is measured the next time; 0: not at all
  double waited_ = 0.0;     ///< of them
  bool measuring_ = false;  ///< `upper_` threads in turns with half of them
  int upper_;
  bool lower_turn_ = false;
  int turns_ = 0;            ///< finished ones of this comparison
  int batches_ = 0;          ///< of this turn
  int samples_ = 0;          ///< likewise, as far as they count
  double seconds_ = 0.0;     ///< likewise
  double best_upper_ = 0.0;  ///< samples/s
  double best_lower_ = 0.0;
};

}  // namespace lab
