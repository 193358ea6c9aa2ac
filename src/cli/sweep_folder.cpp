#include "cli/sweep_folder.h"

#include <filesystem>
#include <system_error>

#include "cli/files.h"
#include "cli/output.h"
#include "data/png.h"
#include "io/format.h"
#include "io/run_json.h"
#include "io/sweep_table.h"

namespace lab::cli {
namespace {

/// Whether two plans come to the same runs, however their numbers are written.
bool same_runs(const SweepFolder& a, const SweepFolder& b) {
  if (a.runs.size() != b.runs.size() || a.plan.data != b.plan.data || a.plan.test != b.plan.test) return false;
  for (std::size_t i = 0; i < a.runs.size(); ++i) {
    if (a.runs[i].name != b.runs[i].name || a.runs[i].spec != b.runs[i].spec) return false;
  }
  return true;
}

std::string plus_minus(const Statistic& statistic) {
  return format("%.4f (sd %.4f)", statistic.mean, statistic.deviation);
}

}  // namespace

std::vector<std::optional<SweepOutcome>> SweepFolder::outcomes() const {
  std::vector<std::optional<SweepOutcome>> all;
  for (const SweepRun& run : runs) {
    std::optional<SweepOutcome>& outcome = all.emplace_back();
    const auto json = read_text(run_file(run));
    if (!json) continue;
    const auto record = run_from_json(run_file(run), *json);
    if (!record) continue;
    if (record->preset != run.spec.name || record->seed != run.spec.seed) continue;
    if (record->state == to_string(TrainState::diverged) || record->state == to_string(TrainState::failed)) {
      outcome = SweepOutcome{.failed = true, .last = {}};
    } else if (record->state == to_string(TrainState::finished) && !record->epochs.empty()) {
      outcome = SweepOutcome{.failed = false, .last = record->epochs.back()};
    }
  }
  return all;
}

Result<SweepFolder> open_sweep_folder(const std::string& path) {
  const std::string file = path + "/sweep.json";
  const auto json = read_text(file);
  if (!json) return Error{path + " is not the folder of a sweep: " + json.error().message};
  auto plan = sweep_plan_from_json(file, *json);
  if (!plan) return plan.error();
  auto runs = plan_sweep(*plan);
  if (!runs) return Error{file + ": " + runs.error().message};
  return SweepFolder{path, std::move(*plan), std::move(*runs)};
}

Result<SweepFolder> make_sweep_folder(const std::string& path, const SweepPlan& plan) {
  auto runs = plan_sweep(plan);
  if (!runs) return runs.error();
  SweepFolder folder{path, plan, std::move(*runs)};
  const std::string file = path + "/sweep.json";
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) {
    const auto there = open_sweep_folder(path);
    if (!there) return there.error();
    if (!same_runs(folder, *there)) return Error{path + " holds another sweep; give another folder with --out."};
    return folder;
  }
  if (Status status = make_folder(path + "/runs"); !status) return status.error();
  if (Status status = write_file(file, sweep_plan_to_json(plan)); !status) return status.error();
  return folder;
}

Status write_sweep_results(const FigureFiles& figures, const SweepFolder& folder) {
  const auto outcomes = folder.outcomes();
  const auto points = summarize_sweep(folder.runs, outcomes);
  const bool with_accuracy = !folder.runs.front().spec.reconstructs();
  std::string header;
  for (const SweepAxis& axis : folder.plan.axes) header += format("%-16s", axis.field.c_str());
  say("%sruns  validation loss%s\n", header.c_str(), with_accuracy ? "        validation accuracy" : "");
  int missing = 0;
  for (const SweepPoint& point : points) {
    missing += point.missing;
    for (const std::string& value : point.values) say("%-16s", value.c_str());
    say("%4d  %s", point.val_loss.count, plus_minus(point.val_loss).c_str());
    if (with_accuracy) say("  %s", plus_minus(point.val_accuracy).c_str());
    if (point.failed > 0) say("  (%d diverged)", point.failed);
    say("\n");
  }
  if (missing > 0) {
    say("%d of %zu runs are missing; the same command goes on with them.\n", missing, folder.runs.size());
  }
  std::vector<OutputFile> files{{"results.json", sweep_json(folder.plan, points, folder.runs, outcomes)},
                                {"sweep.csv", sweep_csv(folder.plan, points)}};
  figures.add(files, "sweep", sweep_plot(figures.type(), folder.plan, points, with_accuracy));
  return write_files(folder.path, files);
}

}  // namespace lab::cli
