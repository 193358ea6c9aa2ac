#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/figure_files.h"
#include "core/result.h"
#include "train/sweep.h"

namespace lab::cli {

/// The folder of a sweep: its plan (sweep.json), a file for each finished run (runs/NAME.json, as `lab train --json`
/// writes it), and what they give together (results.json, sweep.csv, the plot). Whoever runs a run, this program or a
/// cluster, only has to leave its file here.
struct SweepFolder {
  std::string path;
  SweepPlan plan;
  std::vector<SweepRun> runs;

  [[nodiscard]] std::string run_file(const SweepRun& run) const { return path + "/runs/" + run.name + ".json"; }

  /// What is there, one per run; files of interrupted runs and files that cannot be read count as missing.
  [[nodiscard]] std::vector<std::optional<SweepOutcome>> outcomes() const;
};

/// Makes the folder, or goes on with one of the same sweep; refuses one of another sweep.
Result<SweepFolder> make_sweep_folder(const std::string& path, const SweepPlan& plan);

/// Opens a folder that is there.
Result<SweepFolder> open_sweep_folder(const std::string& path);

/// Writes results.json, sweep.csv and the plot, and prints the table.
Status write_sweep_results(const FigureFiles& figures, const SweepFolder& folder);

}  // namespace lab::cli
