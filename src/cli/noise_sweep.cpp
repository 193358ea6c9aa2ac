#include "cli/noise_sweep.h"

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/exit_codes.h"
#include "cli/figure_files.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/models.h"
#include "cli/output.h"
#include "cli/run_options.h"
#include "cli/sources.h"
#include "data/baselines/baseline.h"
#include "io/noise_sweep_table.h"
#include "train/noise_sweep.h"

namespace lab::cli {
namespace {

constexpr int kBatch = 64;

struct Options {
  std::string model, classifier;
  std::string data;
  std::string noise;  // empty: the model's own
  std::string levels;
  std::vector<std::string> baselines{"median"};
  std::uint64_t seed = 0;
  int images = 0;
  RunOptions run;  // for its threads
  FigureOptions figures;
  std::string out;
};

void print_table(const NoiseSweepResult& result, bool with_accuracy) {
  say("%-7s %-10s %10s %8s%s\n", "level", "", "PSNR", "SSIM", with_accuracy ? "  accuracy" : "");
  for (const NoiseLevelResult& level : result.levels) {
    for (const RestorationScore& score : level.scores) {
      say("%-7.3g %-10s %7.2f dB %8.4f", static_cast<double>(level.level), score.name.c_str(), score.psnr, score.ssim);
      if (with_accuracy) say("  %8.4f", score.accuracy);
      say("\n");
    }
  }
}

Status write_all(const Options& options, const FigureFiles& figures, const std::string& noise,
                 const NoiseSweepResult& result) {
  const Typeface& type = figures.type();
  std::vector<OutputFile> files;
  figures.add(files, "digits", noise_sweep_figure(type, result, noise));
  figures.add(files, "quality", quality_plot(type, result, noise));
  if (std::isfinite(result.clean_accuracy)) figures.add(files, "accuracy", accuracy_plot(type, result, noise));
  files.emplace_back("noise-sweep.csv", noise_sweep_csv(result));
  files.emplace_back("noise-sweep.json", noise_sweep_json(result, noise, options.model, options.classifier));
  return write_files(options.out, files);
}

int sweep_noise(const Options& options) {
  const auto model = load_model(options.model, false);
  if (!model) return fail(model.error().message);
  auto denoiser = network_of(*model, kBatch);
  if (!denoiser) return fail(denoiser.error().message);
  std::optional<Network> classifier;
  if (!options.classifier.empty()) {
    const auto judge = load_model(options.classifier, false);
    if (!judge) return fail(judge.error().message);
    auto network = network_of(*judge, kBatch);
    if (!network) return fail(network.error().message);
    classifier.emplace(std::move(*network));
  }
  const std::string own = model->spec.noise.kind == "none" ? "salt-pepper" : model->spec.noise.kind;
  const std::string noise = options.noise.empty() ? own : options.noise;
  const auto levels = parse_levels(noise, options.levels.empty() ? "0:1:11" : options.levels);
  if (!levels) return fail(levels.error().message);
  const auto data = load_source(options.data, 0, options.seed, model->spec.input);
  if (!data) return fail(data.error().message);
  const auto figures = FigureFiles::open(options.figures);
  if (!figures) return fail(figures.error().message);
  if (const Status status = make_folder(options.out); !status) return fail(status.error().message);

  watch_interrupts();
  ThreadPool pool(threads_of(options.run));
  NoiseSweepOptions sweep{.noise = noise,
                          .levels = *levels,
                          .clip = model->spec.noise.clip,
                          .seed = options.seed,
                          .images = options.images,
                          .baselines = options.baselines};
  if (sweep.baselines == std::vector<std::string>{"all"}) {
    sweep.baselines.clear();
    for (const BaselineKind& kind : baseline_kinds()) {
      if (kind.name != "none") sweep.baselines.emplace_back(kind.name);  // that is "noisy"
    }
  }
  const auto result = noise_sweep(*denoiser, classifier ? &*classifier : nullptr, **data, sweep, pool, interrupted);
  if (!result) return fail(result.error().message);
  say("%s on %d test images of %s, noise: %s\n", model->spec.name.c_str(), result->images, (*data)->name.c_str(),
      noise.c_str());
  print_table(*result, classifier.has_value());
  if (const Status status = write_all(options, *figures, noise, *result); !status) return fail(status.error().message);
  return interrupted() ? kInterruptedExit : 0;
}

}  // namespace

std::function<int()> declare_noise_sweep(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("model", o->model, "A denoiser that `lab train --out` wrote")->required();
  app.add_option("--classifier", o->classifier, "A classifier likewise, to judge the images by");
  app.add_option("--data", o->data, "Where the test images come from, as for `lab train`");
  app.add_option("--noise", o->noise,
                 "gaussian, salt-pepper, masking or speckle (default: what the model was trained with)");
  app.add_option("--levels", o->levels, "0,0.1,0.2 or FROM:TO:COUNT (default: 0:1:11)");
  app.add_option("--baselines", o->baselines, "Ways to denoise without a network: blur, median, nlm, pca, or all")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str();
  app.add_option("--images", o->images, "How many test images to measure (default: all)")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--seed", o->seed, "Names the random numbers of the noise");
  declare_threads(app, o->run);
  declare_figure_options(app, o->figures);
  app.add_option("--out", o->out, "Folder for the figure, the curves and the tables")->required();
  return [o] { return sweep_noise(*o); };
}

}  // namespace lab::cli
