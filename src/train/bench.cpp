#include "train/bench.h"

#include <chrono>
#include <cmath>
#include <utility>

namespace lab {
namespace {

ExperimentSpec endless(ExperimentSpec spec) {
  spec.epochs = 1'000'000;
  return spec;
}

}  // namespace

BenchRun::BenchRun(ExperimentSpec spec, DatasetPtr data, int threads) : trainer_(endless(std::move(spec)), threads) {
  if (trainer_.apply(command::UseData{std::move(data)})) (void)trainer_.apply(command::Train{});
}

void BenchRun::advance(double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  while (trainer_.active() && std::chrono::duration<double>(Clock::now() - begin).count() < seconds) {
    const int before = trainer_.step_in_epoch();
    trainer_.advance();
    steps_ += trainer_.step_in_epoch() > before ? 1 : 0;
  }
  seconds_ += std::chrono::duration<double>(Clock::now() - begin).count();
}

BenchResult BenchRun::result() {
  const float running = trainer_.running_loss();
  const bool between_epochs = std::isnan(running) && !trainer_.epochs().empty();
  return {.samples_per_second = static_cast<double>(trainer_.mean_samples_per_second()),
          .seconds = seconds_,
          .steps = steps_,
          .threads = trainer_.pool().threads(),
          .loss = between_epochs ? trainer_.epochs().back().loss : running};
}

}  // namespace lab
