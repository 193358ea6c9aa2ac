#include "cli/sweep.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "cli/exit_codes.h"
#include "cli/figure_files.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/run_options.h"
#include "cli/sources.h"
#include "cli/sweep_folder.h"
#include "data/drawn_set.h"
#include "experiment/field_text.h"
#include "experiment/presets.h"
#include "io/run_json.h"
#include "io/sweep_table.h"

namespace lab::cli {
namespace {

constexpr int kMaxJobs = 256;

struct Options {
  RunOptions run;  // preset: or the name of a SPEC.json
  std::vector<std::string> grid;
  int replicates = 0;  // 0: one, or what SPEC.json says
  int jobs = 0;        // 0: one per core
  bool print_commands = false;
  FigureOptions figures;
  std::string out, collect;
};

Result<SweepPlan> plan_of(const Options& options) {
  SweepPlan plan;
  plan.preset = options.run.preset;
  if (options.run.preset.ends_with(".json")) {
    const auto json = read_text(options.run.preset);
    if (!json) return json.error();
    auto read = sweep_plan_from_json(options.run.preset, *json);
    if (!read) return read.error();
    plan = std::move(*read);
  }
  const auto settings = settings_of(options.run);
  if (!settings) return settings.error();
  plan.settings.insert(plan.settings.end(), settings->begin(), settings->end());
  for (const std::string& text : options.grid) {
    auto axis = parse_axis(text);
    if (!axis) return axis.error();
    plan.axes.push_back(std::move(*axis));
  }
  if (options.replicates > 0) plan.replicates = options.replicates;
  if (options.run.data || options.run.invert) plan.data = source_of(options.run, options.run.data);
  if (plan.data.empty() || plan.data == kInverted) {
    const auto preset = find_preset(plan.preset);
    if (!preset) return preset.error();
    plan.data += drawn_kind_for(preset->input).name;
  }
  if (options.run.test) plan.test = source_of(options.run, options.run.test);
  return plan;
}

std::string quoted(const std::string& word) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view("_./=,+-").find(static_cast<char>(c)) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

/// The run as a command for a shell: what the sweep itself would do, on one thread.
std::string command_of(const SweepFolder& folder, const SweepRun& run, const std::string& program) {
  const SweepPlan& plan = folder.plan;
  std::string line = quoted(program) + " train " + plan.preset + " --data " + quoted(plan.data);
  if (!plan.test.empty()) line += " --test " + quoted(plan.test);
  for (const auto& [field, value] : run.settings) {
    const std::string setting = std::string(field).append("=").append(value);
    line.append(" --set ").append(quoted(setting));
  }
  return line + " --seed " + std::to_string(run.spec.seed) + " --threads 1 --json " + quoted(folder.run_file(run));
}

/// Loads images once for all runs that see the same ones.
class Images {
 public:
  explicit Images(const SweepPlan& plan) : plan_(plan) {}

  Result<DatasetPtr> operator()(const ExperimentSpec& spec) {
    // Only generated images depend on the run.
    const bool same = plan_.data != "generated" && plan_.test != "generated";
    const auto key = same ? std::pair<std::uint64_t, int>() : std::pair(spec.seed, spec.train_size);
    const auto it = loaded_.find(key);
    if (it != loaded_.end()) return it->second;
    ExperimentSpec any = spec;
    if (same) any.train_size = 0;
    auto data = load_data(plan_.data, plan_.test, any);
    if (data) loaded_.emplace(key, *data);
    return data;
  }

 private:
  const SweepPlan& plan_;
  std::map<std::pair<std::uint64_t, int>, DatasetPtr> loaded_;
};

int run_missing(const FigureFiles& figures, const SweepFolder& folder, int jobs) {
  const auto outcomes = folder.outcomes();
  std::vector<SweepRun> missing;
  for (std::size_t i = 0; i < folder.runs.size(); ++i) {
    if (!outcomes[i]) missing.push_back(folder.runs[i]);
  }
  std::size_t done = folder.runs.size() - missing.size();
  say("%zu runs, %zu of them finished before, %d at a time\n", folder.runs.size(), done, jobs);
  watch_interrupts();
  Images images(folder.plan);
  const auto load = [&](const ExperimentSpec& spec) { return images(spec); };
  const auto finished = [&](const SweepRun& run, Trainer& trainer) -> Status {
    const RunRecord record = record_of(trainer);
    const Status status = write_file(folder.run_file(run), run_to_json(record));
    if (!status || record.epochs.empty()) return status;
    const EpochRecord& last = record.epochs.back();
    say("%zu/%zu  %s: val_loss %.4f, val_accuracy %.4f\n", ++done, folder.runs.size(), run.name.c_str(),
        static_cast<double>(last.val_loss), static_cast<double>(last.val_accuracy));
    return {};
  };
  const Status status = run_sweep(missing, jobs, load, finished, interrupted);
  if (!status) return fail(status.error().message);
  if (const Status written = write_sweep_results(figures, folder); !written) return fail(written.error().message);
  return interrupted() ? kInterruptedExit : 0;
}

int sweep(const Options& options, const std::string& program) {
  const auto figures = FigureFiles::open(options.figures);
  if (!figures) return fail(figures.error().message);
  if (!options.collect.empty()) {
    const auto folder = open_sweep_folder(options.collect);
    if (!folder) return fail(folder.error().message);
    const Status status = write_sweep_results(*figures, *folder);
    return status ? 0 : fail(status.error().message);
  }
  if (options.run.preset.empty()) return fail("Name a preset or a SPEC.json, or a folder with --collect.");
  if (options.out.empty()) return fail("A sweep needs a folder for its runs: give it with --out.");
  const auto plan = plan_of(options);
  if (!plan) return fail(plan.error().message);
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  const int jobs = options.jobs > 0 ? options.jobs : std::clamp(cores, 1, kMaxJobs);
  const auto folder = make_sweep_folder(options.out, *plan);
  if (!folder) return fail(folder.error().message);
  if (!options.print_commands) return run_missing(*figures, *folder, jobs);
  const auto outcomes = folder->outcomes();
  for (std::size_t i = 0; i < folder->runs.size(); ++i) {
    if (!outcomes[i]) std::printf("%s\n", command_of(*folder, folder->runs[i], program).c_str());
  }
  return 0;
}

}  // namespace

std::function<int()> declare_sweep(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("spec", o->run.preset,
                 "One of `lab list`, or a SPEC.json: {\"preset\": \"mlp\", \"grid\": {\"l2\": [0, 1e-4]}, "
                 "\"replicates\": 3, \"settings\": {\"epochs\": 5}, \"data\": \"digits\"}");
  app.add_option("--grid", o->grid,
                 "FIELD=V1,V2,..., FIELD=FROM:TO:COUNT (evenly spaced) or FIELD=FROM:TO:COUNT:log; once per field")
      ->allow_extra_args(false);
  app.add_option("--replicates", o->replicates, "Runs per point, with the seeds 0, 1, 2, ... (from --seed on)")
      ->check(CLI::Range(1, 10000));
  declare_run_options(app, o->run);
  app.add_option("--jobs", o->jobs, "Runs at a time, each on one thread (default: one per core)")
      ->check(CLI::Range(1, kMaxJobs));
  app.add_option("--out", o->out, "Folder for the runs, the tables and the plot; finished runs in it are kept");
  app.add_flag("--print-commands", o->print_commands,
               "Only print one `lab train` command a line for the runs that are missing");
  app.add_option("--collect", o->collect, "Gather the results that are in such a folder");
  declare_figure_options(app, o->figures);
  const CLI::App* parent = app.get_parent();
  return [o, parent] { return sweep(*o, parent->get_name()); };
}

}  // namespace lab::cli
