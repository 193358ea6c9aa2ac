#include "train/bench.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/clock.h"

namespace lab {
namespace {

ExperimentSpec endless(ExperimentSpec spec) {
  spec.epochs = 1'000'000;
  return spec;
}

}  // namespace

std::string bench_json(const std::string& preset, const std::string& build, const BenchResult& result) {
  return nlohmann::ordered_json({{"preset", preset},
                                 {"build", build},
                                 {"threads", result.threads},
                                 {"samplesPerSecond", result.samples_per_second},
                                 {"seconds", result.seconds},
                                 {"steps", result.steps},
                                 {"predictMs", result.predict_ms},
                                 {"loss", result.loss}})
      .dump();
}

BenchRun::BenchRun(ExperimentSpec spec, DatasetPtr data, int threads) : trainer_(endless(std::move(spec)), threads) {
  if (trainer_.apply(command::UseData{std::move(data)})) (void)trainer_.apply(command::Train{});
}

void BenchRun::advance(double seconds) {
  const auto begin = Clock::now();
  const int steps_before = steps_;
  while (trainer_.active() && (seconds_since(begin) < seconds || steps_ == steps_before)) {
    const int before = trainer_.step_in_epoch();
    trainer_.advance();
    steps_ += trainer_.step_in_epoch() > before ? 1 : 0;
  }
  seconds_ += seconds_since(begin);
}

void BenchRun::measure() {
  steps_ = 0;
  seconds_ = 0.0;
  samples_before_ = trainer_.trained_samples();
  seconds_before_ = trainer_.trained_seconds();
}

void BenchRun::measure_prediction(double seconds) {
  if (trainer_.network() == nullptr) return;
  Network& network = *trainer_.network();
  const Matrix image = Matrix::Constant(network.input_shape().size(), 1, 0.5F);
  const ConstMatrixView input(image.data(), image.rows(), 1);
  const auto layers = static_cast<int>(network.layers().size());
  const auto begin = Clock::now();
  int calls = 0;
  double passed = 0.0;
  // The clock is read once in a while: in browsers that takes as long as a small network.
  do {
    for (int i = 0; i < 16; ++i) (void)network.predict(trainer_.pool(), input, 0, layers);
    calls += 16;
    passed = seconds_since(begin);
  } while (passed < seconds);
  predict_ms_ = 1e3 * passed / calls;
}

BenchResult BenchRun::result() {
  const float running = trainer_.running_loss();
  const bool between_epochs = std::isnan(running) && !trainer_.epochs().empty();
  const auto samples = static_cast<double>(trainer_.trained_samples() - samples_before_);
  return {.samples_per_second = samples / (trainer_.trained_seconds() - seconds_before_),
          .seconds = seconds_,
          .steps = steps_,
          .threads = trainer_.pool().threads(),
          .predict_ms = predict_ms_,
          .loss = between_epochs ? trainer_.epochs().back().loss : running};
}

}  // namespace lab
