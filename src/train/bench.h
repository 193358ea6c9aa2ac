#pragma once

#include <cstdint>
#include <string>

#include "data/image_set.h"
#include "experiment/experiment_spec.h"
#include "train/trainer.h"

namespace lab {

/// How long a benchmark trains before it measures: what a run comes to in the end may be slower than its first steps.
inline constexpr double kBenchWarmUpSeconds = 2.0;

/// What a benchmark measured. Validation, data loading and what came before measure() are not counted.
struct BenchResult {
  double samples_per_second = 0.0;
  double seconds = 0.0;  ///< of training
  int steps = 0;
  int threads = 1;
  double predict_ms = 0.0;  ///< for one image, forward only; 0 until measure_prediction()
  float loss = 0.0F;        ///< of the last finished or current epoch: shows that it really trained
};

/// The figures as one line of JSON, for scripts; a figure that is not finite is null.
///   build   what ran it: "native", or for the page "threads" or "single"
[[nodiscard]] std::string bench_json(const std::string& preset, const std::string& build, const BenchResult& result);

/// Trains without drawing, previews or snapshots for a while. Belongs to the calling thread.
class BenchRun {
 public:
  /// `threads` counts the calling thread. The data must suit the spec.
  BenchRun(ExperimentSpec spec, DatasetPtr data, int threads);

  /// The sentence that says why the spec cannot be trained on the data; empty when it can.
  [[nodiscard]] const std::string& error() const { return trainer_.message(); }

  /// Trains for about that long, but a batch at least: without any there would be no speed to tell.
  void advance(double seconds);

  /// Trains with so many of its threads from now on.
  void use_threads(int threads) { (void)trainer_.apply(command::UseThreads{.threads = threads}); }
  /// The last of its threads is so many times slower from now on, see ThreadPool::slow_down_last().
  void slow_down_last(double factor) { trainer_.pool().slow_down_last(factor); }

  /// The figures count from here.
  void measure();

  /// Runs the trained network on one image again and again for about that long.
  void measure_prediction(double seconds);

  [[nodiscard]] BenchResult result();

 private:
  Trainer trainer_;
  int steps_ = 0;
  double seconds_ = 0.0;
  std::int64_t samples_before_ = 0;
  double seconds_before_ = 0.0;
  double predict_ms_ = 0.0;
};

}  // namespace lab
