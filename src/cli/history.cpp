#include "cli/history.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "cli/figure_files.h"
#include "cli/files.h"
#include "cli/output.h"
#include "data/png.h"
#include "experiment/presets.h"
#include "experiment/spec_json.h"
#include "io/figures.h"
#include "io/history_table.h"
#include "io/run_json.h"

namespace lab::cli {
namespace {

struct Options {
  std::string run, out;
  FigureOptions figures;
};

struct Curves {
  std::string name;   ///< as it was given
  std::string title;  ///< for people
  std::string loss;   ///< LossKind::name, or empty where nobody knows
  std::vector<EpochRecord> epochs;
};

Result<Curves> read_run(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    const std::string file = path + "/history.csv";
    const auto csv = read_text(file);
    if (!csv) return csv.error();
    auto epochs = parse_history_csv(file, *csv);
    if (!epochs) return epochs.error();
    const std::string name = std::filesystem::path(path + "/").parent_path().filename().string();
    Curves curves{name, name, "", std::move(*epochs)};
    // `lab train` leaves its settings there too, which say what the figures are.
    if (const auto json = read_text(path + "/spec.json"); json) {
      if (const auto spec = spec_from_json(*json); spec) {
        curves.title = spec->title;
        curves.loss = spec->loss;
      }
    }
    return curves;
  }
  const auto json = read_text(path);
  if (!json) return json.error();
  auto run = run_from_json(path, *json);
  if (!run) return run.error();
  const auto preset = find_preset(run->preset);
  return Curves{run->preset, preset ? preset->title : run->preset, preset ? preset->loss : "", std::move(run->epochs)};
}

int history(const Options& options) {
  const auto curves = read_run(options.run);
  if (!curves) return fail(curves.error().message);
  if (curves->epochs.empty()) return fail(options.run + " has no finished epoch.");
  const auto figures = FigureFiles::open(options.figures);
  if (!figures) return fail(figures.error().message);
  if (const Status status = make_folder(options.out); !status) return fail(status.error().message);
  const bool with_accuracy =
      std::ranges::any_of(curves->epochs, [](const EpochRecord& r) { return std::isfinite(r.accuracy); });
  const EpochRecord& last = curves->epochs.back();
  say("%s: %zu epochs, loss %.4f, val_loss %.4f\n", curves->name.c_str(), curves->epochs.size(),
      static_cast<double>(last.loss), static_cast<double>(last.val_loss));
  std::vector<OutputFile> files;
  figures->add(files, "history",
               history_plot(figures->type(), curves->title, curves->loss, curves->epochs, with_accuracy));
  files.emplace_back("history.csv", history_csv(curves->epochs));
  const Status status = write_files(options.out, files);
  if (!status) return fail(status.error().message);
  return 0;
}

}  // namespace

std::function<int()> declare_history(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("run", o->run, "A RUN.json of `lab train --json`, or a folder of `lab train --out`")->required();
  app.add_option("--out", o->out, "Folder for the curves and history.csv")->required();
  declare_figure_options(app, o->figures);
  return [o] { return history(*o); };
}

}  // namespace lab::cli
