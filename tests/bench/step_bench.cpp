// Times whole training steps with one thread and with two, in turns of a millisecond or a step, so that both meet the
// same moods of the machine. Prints one JSON object a workload: samples/s in the fastest thirtieth of the turns (what
// the engine can do while neighbours leave both cores alone) and in the middle one, and how both scale. A loop that
// needs nothing but registers takes turns with them, on one thread and on two: how far the cores themselves scale,
// which is less than 2 while neighbours use them.
//
//   lab_step_bench [SECONDS [PRESET[:BATCH]...]]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/thread_pool.h"
#include "multiply_adds.h"
#include "train/trainer.h"
#include "workload.h"

namespace {

using lab::Clock;
using lab::seconds_since;

constexpr double kTurnSeconds = 0.001;
constexpr double kWarmUpSeconds = 0.4;

/// What the turns reached, a second.
class Rates {
 public:
  /// Calls step() until a turn is over and keeps how much it did a second, `amount` per call. A turn in which step()
  /// returns false does not count.
  template <class Step>
  void take_turn(double amount, Step&& step) {
    const auto begin = Clock::now();
    int steps = 0;
    double passed = 0.0;
    do {
      if (!step()) return;
      ++steps;
      passed = seconds_since(begin);
    } while (passed < kTurnSeconds);
    rates_.push_back(steps * amount / passed);
  }

  /// The rate that this share of the turns reached.
  double reached_by(double share) {
    if (rates_.empty()) return 0.0;
    std::ranges::sort(rates_, std::ranges::greater());
    return rates_[static_cast<std::size_t>(share * static_cast<double>(rates_.size() - 1))];
  }

 private:
  std::vector<double> rates_;
};

/// One trainer with its figures.
class Runner {
 public:
  Runner(const lab::ExperimentSpec& spec, const lab::DatasetPtr& data, int threads) : trainer_(spec, threads) {
    if (trainer_.apply(lab::command::UseData{data})) (void)trainer_.apply(lab::command::Train{});
    if (!trainer_.message().empty()) std::fprintf(stderr, "%s\n", trainer_.message().c_str());
    const auto begin = Clock::now();
    while (trainer_.active() && seconds_since(begin) < kWarmUpSeconds) trainer_.advance();
  }

  void turn() {
    trainer_.advance();  // wakes the helper, which slept during the other's turn
    rates_.take_turn(trainer_.spec().batch_size, [this] {
      const int before = trainer_.step_in_epoch();
      trainer_.advance();
      return trainer_.step_in_epoch() > before;  // or an epoch ended: validation is not counted
    });
  }

  Rates& rates() { return rates_; }

 private:
  lab::Trainer trainer_;
  Rates rates_;
};

/// Multiplications in registers, as two tasks that share nothing.
class Registers {
 public:
  explicit Registers(int threads) : pool_(threads) {}

  void turn() {
    run_once();  // wakes the helper
    rates_.take_turn(1.0, [this] {
      run_once();
      return true;
    });
  }

  Rates& rates() { return rates_; }

 private:
  void run_once() {
    pool_.run(2, [this](int task) { results_[task] = lab::multiply_adds(kSteps, results_[task]); });
  }

  static constexpr int kSteps = 100'000 / 6;  // some 30 microseconds
  lab::ThreadPool pool_;
  volatile float results_[2] = {};
  Rates rates_;
};

void run(const std::string& name, const lab::ExperimentSpec& spec, double seconds) {
  const lab::DatasetPtr data = lab_bench::random_data(spec.input);
  Runner one(spec, data, 1);
  Runner two(spec, data, 2);
  Registers one_core(1);
  Registers two_cores(2);
  for (const auto begin = Clock::now(); seconds_since(begin) < seconds;) {
    one.turn();
    two.turn();
    one_core.turn();
    two_cores.turn();
  }
  const double quiet = 1.0 / 30;
  const double middle = 0.5;
  const auto scaling = [](auto& by_one, auto& by_two, double share) {
    return by_two.rates().reached_by(share) / by_one.rates().reached_by(share);
  };
  std::printf(
      "{\"what\": \"%s\", \"batch\": %d, \"oneQuiet\": %.0f, \"twoQuiet\": %.0f, \"quietScaling\": %.2f, "
      "\"quietCores\": %.2f, \"one\": %.0f, \"two\": %.0f, \"scaling\": %.2f, \"cores\": %.2f}\n",
      name.c_str(), spec.batch_size, one.rates().reached_by(quiet), two.rates().reached_by(quiet),
      scaling(one, two, quiet), scaling(one_core, two_cores, quiet), one.rates().reached_by(middle),
      two.rates().reached_by(middle), scaling(one, two, middle), scaling(one_core, two_cores, middle));
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
  const double seconds = count > 1 ? std::atof(words[1]) : 2.0;
  for (lab::ExperimentSpec spec : lab_bench::workloads(count, words)) {
    run(spec.name, spec, seconds);
    if (spec.noise.kind == "none") continue;
    spec.noise.kind = "none";
    run(spec.name + ", no noise", spec, seconds);
  }
}
