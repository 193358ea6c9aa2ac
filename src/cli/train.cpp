#include "cli/train.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/exit_codes.h"
#include "cli/figure_files.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/run_options.h"
#include "cli/train_output.h"
#include "core/text.h"
#include "io/run_json.h"
#include "train/observatory.h"
#include "train/trainer.h"

namespace lab::cli {
namespace {

struct Options {
  RunOptions run;
  FigureOptions figures;
  std::string out, json;
};

void print_quality(Trainer& trainer) {
  if (!trainer.spec().reconstructs() || !trainer.spec().has_noise()) return;
  const Quality quality = *observe_now<Quality>(*trainer.subject());
  say("PSNR on held-out images: noisy %.2f dB, median filter %.2f dB, network %.2f dB\n",
      static_cast<double>(quality.psnr_noisy), static_cast<double>(quality.psnr_median),
      static_cast<double>(quality.psnr_denoised));
}

int train(const Options& options) {
  const auto start = training_of(options.run);
  if (!start) return fail(start.error().message);
  const auto& [spec, data, threads] = *start;
  if (options.json == kStdout) say_elsewhere();
  std::optional<FigureFiles> figures;
  if (!options.out.empty()) {
    auto opened = FigureFiles::open(options.figures);
    if (!opened) return fail(opened.error().message);
    figures.emplace(std::move(*opened));
    if (const Status status = make_folder(options.out); !status) return fail(status.error().message);
  }

  Trainer trainer(spec, threads);
  if (const Status status = trainer.apply(command::UseData{data}); !status) return fail(status.error().message);
  if (const Status status = trainer.apply(command::Train{}); !status) return fail(status.error().message);
  say("%s on %s: %s training images, %s test images, %s parameters, %d thread%s, seed %llu\n", spec.name.c_str(),
      data->name.c_str(), with_separators(trainer.train_count()).c_str(), with_separators(data->test.size()).c_str(),
      with_separators(trainer.network()->parameter_count()).c_str(), threads, threads == 1 ? "" : "s",
      static_cast<unsigned long long>(spec.seed));

  watch_interrupts();
  train_to_end(trainer, true);
  if (interrupted()) say("Stopped after %d batches of epoch %d.\n", trainer.step_in_epoch(), trainer.epoch() + 1);
  print_quality(trainer);

  if (figures) {
    if (const Status status = write_outputs(*figures, options.out, trainer); !status)
      return fail(status.error().message);
  }
  if (!options.json.empty()) {
    if (const Status status = write_result(options.json, run_to_json(record_of(trainer))); !status)
      return fail(status.error().message);
  }
  if (trainer.state() == TrainState::failed) return fail(trainer.message());
  if (trainer.state() == TrainState::diverged) return fail(trainer.message(), kDivergedExit);
  return interrupted() ? kInterruptedExit : 0;
}

}  // namespace

std::function<int()> declare_train(CLI::App& app) {
  auto o = std::make_shared<Options>();
  declare_training(app, o->run, "One of `lab list`");
  app.add_option("--out", o->out, "Folder for the figure, the history, the model and the spec");
  declare_figure_options(app, o->figures);
  app.add_option("--json", o->json, "File for the run's figures as JSON; - is standard output");
  return [o] { return train(*o); };
}

}  // namespace lab::cli
