#include "cli/stack.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/exit_codes.h"
#include "cli/figure_files.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/run_options.h"
#include "core/text.h"
#include "io/model_file.h"
#include "io/stack_table.h"
#include "train/trainer.h"

namespace lab::cli {
namespace {

struct Options {
  RunOptions run;
  int pretrain = 0;  // epochs for each pair of layers; 0: so that half of the run is pretraining
  float mask = 0.0F;
  FigureOptions figures;
  std::string out, json;
};

Result<StackingOptions> stacking_of(const Options& options, const ExperimentSpec& spec, int depth) {
  StackingOptions stacking{.pretrain_epochs = options.pretrain, .pretrain_masking = options.mask};
  if (stacking.pretrain_epochs == 0) stacking.pretrain_epochs = std::max(1, spec.epochs / (2 * depth));
  if (stacking.pretrain_epochs < 0 || std::int64_t{stacking.pretrain_epochs} * depth >= spec.epochs) {
    return Error{"Of " + std::to_string(spec.epochs) + " epochs, " + std::to_string(depth) +
                 " pairs of layers and fine-tuning must each get at least one: give more --epochs or less --pretrain."};
  }
  return stacking;
}

/// Trains until the end or an interruption; the first weights are `start`, or random ones.
Status train_whole(Trainer& trainer, const DatasetPtr& data, const std::vector<float>& start) {
  if (Status status = trainer.apply(command::UseData{data}); !status) return status;
  if (!start.empty()) std::ranges::copy(start, trainer.network()->parameters().begin());
  if (Status status = trainer.apply(command::Train{}); !status) return status;
  train_to_end(trainer, false);
  if (trainer.state() == TrainState::failed) return Error{trainer.message()};
  return {};
}

Status write_all(const Options& options, const std::optional<FigureFiles>& figures, const StackComparison& comparison,
                 Trainer& stacked) {
  if (!options.json.empty()) {
    if (Status status = write_result(options.json, stack_json(comparison)); !status) return status;
  }
  if (!figures) return {};
  std::vector<OutputFile> files;
  figures->add(files, "stack", stack_plot(figures->type(), comparison));
  files.emplace_back("stack.csv", stack_csv(comparison));
  files.emplace_back("stack.json", stack_json(comparison));
  files.emplace_back("model.aelab", write_model(stacked.spec(), *stacked.network()));
  return write_files(options.out, files);
}

void print_comparison(const StackComparison& comparison) {
  const std::size_t pretrained = comparison.pretraining.size();
  say("\nValidation loss\n%-7s %-14s %10s %10s\n", "epoch", "", "stacked", "whole");
  for (std::size_t i = 0; i < comparison.whole.size(); ++i) {
    const bool first = i < pretrained;
    if (!first && i - pretrained >= comparison.fine_tuning.size()) break;
    const float stacked =
        first ? comparison.pretraining[i].stack_val_loss : comparison.fine_tuning[i - pretrained].val_loss;
    const std::string phase =
        first ? "layer " + std::to_string(comparison.pretraining[i].layer) : std::string("fine-tuning");
    say("%-7zu %-14s %10.4f %10.4f\n", i + 1, phase.c_str(), static_cast<double>(stacked),
        static_cast<double>(comparison.whole[i].val_loss));
  }
}

int stack(const Options& options) {
  const auto start = training_of(options.run);
  if (!start) return fail(start.error().message);
  const auto& [spec, data, threads] = *start;
  const auto depth = stack_depth(spec);
  if (!depth) return fail(depth.error().message);
  const auto stacking = stacking_of(options, spec, *depth);
  if (!stacking) return fail(stacking.error().message);
  if (options.json == kStdout) say_elsewhere();
  std::optional<FigureFiles> figures;
  if (!options.out.empty()) {
    auto opened = FigureFiles::open(options.figures);
    if (!opened) return fail(opened.error().message);
    figures.emplace(std::move(*opened));
    if (const Status status = make_folder(options.out); !status) return fail(status.error().message);
  }
  watch_interrupts();

  say("%s on %s: %d pairs of layers, %d epochs each, then %d epochs of the whole\n", spec.name.c_str(),
      data->name.c_str(), *depth, stacking->pretrain_epochs, spec.epochs - *depth * stacking->pretrain_epochs);
  StackComparison comparison{spec, {}, {}, {}};
  ThreadPool pool(threads);
  auto pretrained = pretrain_stack(
      spec, *data, *stacking, pool,
      [&](const PretrainRecord& r) {
        say("Layer %d, epoch %d/%d - %.1fs - loss: %.4f - val_loss: %.4f - stack so far: %.4f\n", r.layer, r.epoch,
            stacking->pretrain_epochs, r.seconds, static_cast<double>(r.loss), static_cast<double>(r.val_loss),
            static_cast<double>(r.stack_val_loss));
      },
      interrupted);
  if (!pretrained) return fail(pretrained.error().message);
  comparison.pretraining = pretrained->records;

  ExperimentSpec fine = spec;
  fine.epochs -= *depth * stacking->pretrain_epochs;
  say("Fine-tuning\n");
  Trainer stacked(fine, threads);
  if (const Status s = train_whole(stacked, data, pretrained->parameters); !s) return fail(s.error().message);
  comparison.fine_tuning = stacked.epochs();
  say("Training whole\n");
  Trainer whole(spec, threads);
  if (const Status s = train_whole(whole, data, {}); !s) return fail(s.error().message);
  comparison.whole = whole.epochs();

  print_comparison(comparison);
  if (const Status status = write_all(options, figures, comparison, stacked); !status)
    return fail(status.error().message);
  for (const Trainer* trainer : {&stacked, &whole}) {
    if (trainer->state() == TrainState::diverged) return fail(trainer->message(), kDivergedExit);
  }
  return interrupted() ? kInterruptedExit : 0;
}

}  // namespace

std::function<int()> declare_stack(CLI::App& app) {
  auto o = std::make_shared<Options>();
  declare_training(app, o->run, "A dense autoencoder that mirrors itself, such as stacked-ae");
  app.add_option("--pretrain", o->pretrain,
                 "Epochs for each pair of layers, out of --epochs (default: half of the run is pretraining)")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--mask", o->mask, "Share of a pair's inputs that is set to 0 while it is pretrained (denoising)");
  app.add_option("--out", o->out, "Folder for the curves, the tables and the fine-tuned model");
  declare_figure_options(app, o->figures);
  app.add_option("--json", o->json, "File for the figures as JSON; - is standard output");
  return [o] { return stack(*o); };
}

}  // namespace lab::cli
