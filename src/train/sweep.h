#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "data/image_set.h"
#include "experiment/experiment_spec.h"
#include "train/history.h"
#include "train/trainer.h"

namespace lab {

/// One direction of a grid: a field and the values it takes there, as people type them.
struct SweepAxis {
  std::string field;
  std::vector<std::string> values;

  bool operator==(const SweepAxis&) const = default;
};

/// A grid of experiments over any fields, with replicates: replicate r of a point has the seed of the preset plus r.
struct SweepPlan {
  std::string preset;
  std::vector<std::pair<std::string, std::string>> settings;  ///< field and value, the same for all runs
  std::vector<SweepAxis> axes;
  int replicates = 1;
  std::string data = {};  ///< where the images come from, as `lab train --data` takes it
  std::string test;       ///< likewise --test; empty: the test images of `data`

  bool operator==(const SweepPlan&) const = default;
};

/// One run of the grid: an ordinary training.
struct SweepRun {
  std::string name;                 ///< "l2=1e-06_seed=2": unique in the sweep, fit for a file
  int point = 0;                    ///< which point of the grid, counted from 0; the last axis changes fastest
  int replicate = 0;                ///< counted from 0
  std::vector<std::string> values;  ///< one per axis
  /// What makes the spec of the preset, beside the seed, in the order in which it is set: names of kinds come before
  /// numbers, because another optimizer or noise starts at its own usual rate or level.
  std::vector<std::pair<std::string, std::string>> settings;
  ExperimentSpec spec;
};

/// Mean and standard deviation (of a sample: divided by count - 1) of what the runs of a point reached.
struct Statistic {
  int count = 0;
  double mean = kNotMeasured;
  double deviation = kNotMeasured;  ///< of fewer than two runs: not measured
};

struct SweepPoint {
  std::vector<std::string> values;  ///< one per axis
  int missing = 0;                  ///< runs without a result yet
  int failed = 0;                   ///< runs that diverged; they count in no mean
  Statistic val_loss, val_accuracy;
};

/// What one run left behind.
struct SweepOutcome {
  bool failed = false;  ///< it diverged
  EpochRecord last;
};

/// Reads "FIELD=V1,V2,V3", "FIELD=FROM:TO:COUNT" (evenly spaced, both ends included) or "FIELD=FROM:TO:COUNT:log"
/// (equal factors). At most 1,000 values.
Result<SweepAxis> parse_axis(std::string_view text);

/// All runs of a plan, point after point, the replicates of a point together. Every value is checked and brought into
/// its shortest form here, before anything is trained. Refused: no axis, a field twice, a value twice, `seed` on an
/// axis beside replicates, more than 10,000 runs.
Result<std::vector<SweepRun>> plan_sweep(const SweepPlan& plan);

/// Trains runs side by side, `jobs` at a time with one thread each; belongs to the calling thread, which trains too.
/// `load` gives a run's data, `finished` takes a run that has come to its end; neither is called by two threads at
/// once. When `stopped` (called from any thread, often) says true, runs under way are dropped. Returns the first error
/// of `load`, of a Trainer, or of `finished`; after it no more runs are begun.
Status run_sweep(std::span<const SweepRun> runs, int jobs,
                 const std::function<Result<DatasetPtr>(const ExperimentSpec&)>& load,
                 const std::function<Status(const SweepRun&, Trainer&)>& finished,
                 const std::function<bool()>& stopped);

/// Gathers the runs of each point. `outcomes`: one per run, where there is one already.
[[nodiscard]] std::vector<SweepPoint> summarize_sweep(std::span<const SweepRun> runs,
                                                      std::span<const std::optional<SweepOutcome>> outcomes);

}  // namespace lab
