#include "cli/bench.h"

#include <cstdio>
#include <memory>

#include "cli/number_range.h"
#include "cli/run_options.h"
#include "train/bench.h"

namespace lab::cli {
namespace {

constexpr double kPredictionSeconds = 0.1;

struct BenchOptions {
  RunOptions run;
  double seconds = 5.0;
  double warm_up = kBenchWarmUpSeconds;
};

int run_bench(const BenchOptions& options) {
  const auto training = training_of(options.run);
  if (!training) return fail(training.error().message);
  BenchRun run(training->spec, training->data, training->threads);
  if (!run.error().empty()) return fail(run.error());
  run.advance(options.warm_up);
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
  return [options] { return run_bench(*options); };
}

}  // namespace lab::cli
