#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "train/history.h"
#include "train/trainer.h"

namespace lab {

/// What a run reached, as `lab train --json` keeps it.
struct RunRecord {
  std::string preset;
  std::string state;  ///< to_string(TrainState): "finished", "failed", or how far an interrupted run was
  std::uint64_t seed = 0;
  int threads = 1;
  int parameters = 0;
  int train_images = 0;  ///< how many it was trained on
  std::vector<EpochRecord> epochs;
  float samples_per_second = kNotMeasured;
};

[[nodiscard]] RunRecord record_of(Trainer& trainer);

/// The record as JSON; figures that were not measured are null.
[[nodiscard]] std::string run_to_json(const RunRecord& run);

/// Reads what run_to_json() wrote. Missing figures count as not measured; the error begins with `name`.
Result<RunRecord> run_from_json(const std::string& name, std::string_view text);

}  // namespace lab
