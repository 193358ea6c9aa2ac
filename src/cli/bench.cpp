#include "cli/bench.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/run_options.h"
#include "train/bench.h"

namespace lab::cli {
namespace {

constexpr double kPredictionSeconds = 0.1;

struct BenchOptions {
  RunOptions run;
  double seconds = 5.0;
};

int run_bench(const BenchOptions& options) {
  const auto spec = spec_of(options.run);
  if (!spec) return fail(spec.error().message);
  const auto data = data_of(options.run, *spec);
  if (!data) return fail(data.error().message);
  const auto threads = threads_of(options.run);
  if (!threads) return fail(threads.error().message);
  BenchRun run(*spec, *data, *threads);
  if (!run.error().empty()) return fail(run.error());
  run.advance(options.seconds);
  run.measure_prediction(kPredictionSeconds);
  const BenchResult result = run.result();
  // The names that the page's benchmark uses.
  std::printf("%s\n", nlohmann::json({{"preset", spec->name},
                                      {"samplesPerSecond", result.samples_per_second},
                                      {"build", "native"},
                                      {"threads", result.threads},
                                      {"seconds", result.seconds},
                                      {"steps", result.steps},
                                      {"predictMs", result.predict_ms},
                                      {"loss", result.loss}})
                          .dump()
                          .c_str());
  return 0;
}

}  // namespace

std::function<int()> declare_bench(CLI::App& app) {
  auto options = std::make_shared<BenchOptions>();
  app.add_option("preset", options->run.preset, "Which preset; see `lab list`")->required();
  declare_run_options(app, options->run);
  declare_threads(app, options->run);
  app.add_option("--seconds", options->seconds, "How long to train (default 5)")->check(CLI::Range(0.1, 600.0));
  return [options] { return run_bench(*options); };
}

}  // namespace lab::cli
