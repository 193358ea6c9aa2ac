#include "cli/bench.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include "cli/number_range.h"
#include "cli/run_options.h"
#include "train/bench.h"

namespace lab::cli {
namespace {

constexpr double kPredictionSeconds = 0.1;
constexpr int kTurns = 5;             // of each number of threads, so that a slow moment of the machine spoils only one
constexpr double kTurnWarmUp = 0.05;  // seconds, for weights to come to the cores that use them now

struct BenchOptions {
  RunOptions run;
  double seconds = 5.0;
  double warm_up = kBenchWarmUpSeconds;
  double slow_factor = 1.0;
  bool scaling = false;
};

/// 1, 2, 4, ... and all of them.
std::vector<int> thread_counts(int most) {
  std::vector<int> counts;
  for (int threads = 1; threads < most; threads *= 2) counts.push_back(threads);
  counts.push_back(most);
  return counts;
}

/// For each number of threads, in turns, the middle one of what was measured.
std::vector<BenchResult> measure_scaling(BenchRun& run, const std::vector<int>& counts, double seconds) {
  std::vector<std::vector<BenchResult>> turns(counts.size());
  for (int turn = 0; turn < kTurns; ++turn) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      run.use_threads(counts[i]);
      run.advance(kTurnWarmUp);
      run.measure();
      run.advance(seconds / kTurns);
      turns[i].push_back(run.result());
    }
  }
  std::vector<BenchResult> middle;
  for (auto& results : turns) {
    std::ranges::nth_element(results, results.begin() + kTurns / 2, {}, &BenchResult::samples_per_second);
    middle.push_back(results[kTurns / 2]);
  }
  return middle;
}

int run_bench(const BenchOptions& options) {
  const auto training = training_of(options.run);
  if (!training) return fail(training.error().message);
  BenchRun run(training->spec, training->data, training->threads);
  if (!run.error().empty()) return fail(run.error());
  run.slow_down_last(options.slow_factor);
  run.advance(options.warm_up);
  if (options.scaling) {
    for (const BenchResult& result : measure_scaling(run, thread_counts(training->threads), options.seconds))
      std::printf("%s\n", bench_json(training->spec.name, "native", result).c_str());
    return 0;
  }
  run.measure();
  run.advance(options.seconds);
  run.measure_prediction(kPredictionSeconds);
  std::printf("%s\n", bench_json(training->spec.name, "native", run.result()).c_str());
  return 0;
}

}  // namespace

std::function<int()> declare_bench(CLI::App& app) {
  auto options = std::make_shared<BenchOptions>();
  declare_training(app, options->run, "One of `lab list`");
  app.add_option("--seconds", options->seconds, "How long to measure (default 5)")->check(number_range(0.1, 600.0));
  app.add_option("--warm-up", options->warm_up, "How long to train before that, uncounted (default 2)")
      ->check(number_range(0.0, 600.0));
  app.add_flag("--scaling", options->scaling, "Measure with 1, 2, 4, ... threads up to --threads, in turns");
  app.add_option("--slow-thread", options->slow_factor,
                 "Make the last thread so many times slower, as on a slower core")
      ->check(number_range(1.0, 100.0));
  return [options] { return run_bench(*options); };
}

}  // namespace lab::cli
