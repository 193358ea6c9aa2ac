#pragma once

#include <cstdint>
#include <memory>
#include <tuple>

#include "core/clock.h"
#include "core/function_ref.h"
#include "train/command.h"
#include "train/judge.h"
#include "train/observations.h"
#include "train/observer.h"
#include "train/snapshot.h"
#include "train/trainer.h"

namespace lab {

/// Makes what is to be seen of a Trainer, between its batches: all observations together take a twentieth of the time
/// while it trains (what somebody has just asked for is made at once, and waits longer the next time); when it does not
/// train, they are made as they become due. Belongs to the trainer's thread.
class Observatory {
 public:
  /// `trainer` must outlive it. The judge learns from so many digits.
  explicit Observatory(Trainer& trainer, int judge_digits = Judge::kDigits);

  /// Attend, Observe and UseJudge are for the observatory, everything else goes on to the trainer.
  Status apply(const Command& command);

  /// Makes what is due, for some milliseconds at most. True while there is more to do now: always false while training.
  bool observe();

  /// The trainer's state with the newest results.
  [[nodiscard]] SnapshotPtr snapshot();

  /// Seconds spent so far while the trainer was training.
  [[nodiscard]] double seconds_while_training() const { return seconds_while_training_; }

 private:
  /// What a result was made from.
  struct Source {
    std::uint64_t run = 0;
    std::uint64_t loads = 0;
    int epoch = -1;
    int step = -1;
    bool training = false;
    NoiseSpec noise;
    std::uint64_t judge = 0;
    Attention attention;
  };

  /// What there is to know about a kind of observation whatever its result.
  struct Schedule {
    Source source;             ///< of the newest result, or of that under way
    bool under_way = false;    ///< a part of it is made
    Clock::time_point last{};  ///< when a part of it was made last
    Clock::duration cost{};    ///< of that part

    /// What has changed since, of what an observer watches.
    [[nodiscard]] bool weights_changed(const Source& now, const Watched& watched) const;
    [[nodiscard]] bool question_changed(const Source& now, const Watched& watched) const;
  };
  template <class Result>
  struct Slot : Schedule {
    std::unique_ptr<Observer<Result>> observer = Result::make_observer();
  };
  template <class... Results>
  using Slots = std::tuple<Slot<Results>...>;

  /// Has a result made if it is due: make(whether it begins anew) makes a part of it and says whether it is done. True
  /// if there is more to do now.
  bool tend(Schedule& schedule, const Watched& watched, const Source& now, FunctionRef<bool(bool)> make);
  template <class Result>
  bool tend(Slot<Result>& slot, const Subject& subject, const Source& now);
  [[nodiscard]] bool due(const Schedule& schedule) const;
  void answer(const command::Observe& question);

  /// Lets the judge learn where somebody waits for its word; true if there is more to do now.
  bool teach(const Subject& subject);

  Trainer& trainer_;
  Attention attention_;
  Judge judge_;
  Schedule lessons_;            ///< of the judge: when it learned last, and for how long
  std::string refusal_;         ///< why a command was refused last
  std::uint64_t refusals_ = 0;  ///< how many were
  bool judge_refused_ = false;  ///< the last command, which was for the judge
  ObservationKinds<Slots> slots_;
  Observations results_;
  std::uint64_t run_ = 0;
  std::uint64_t loads_ = 0;
  int wanted_ = 0;  ///< kinds that somebody looks at
  bool more_ = false;
  std::uint64_t generation_ = 0;
  double seconds_while_training_ = 0.0;
};

/// That observation, made here and now, whatever it takes; null where this network has none or nobody would look.
template <class Result>
[[nodiscard]] std::shared_ptr<const Result> observe_now(const Subject& subject) {
  const auto observer = Result::make_observer();
  std::shared_ptr<const Result> result;
  if (!observer->wanted(subject)) return result;
  for (bool first = true; !result; first = false) result = observer->observe(subject, first);
  return result;
}

}  // namespace lab
