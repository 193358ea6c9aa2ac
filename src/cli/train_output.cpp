#include "cli/train_output.h"

#include "cli/files.h"
#include "experiment/spec_json.h"
#include "io/figures.h"
#include "io/history_table.h"
#include "io/model_figures.h"
#include "io/model_file.h"
#include "train/observatory.h"

namespace lab::cli {
namespace {

/// Without the spotlight that comes first in a preview.
std::vector<std::uint8_t> strip_of(const std::vector<std::uint8_t>& pixels, const Shape& shape) {
  if (pixels.empty()) return {};
  return {pixels.begin() + shape.size(), pixels.end()};
}

Drawing figure_of(const Typeface& type, Trainer& trainer) {
  const auto shown = observe_now<Preview>(*trainer.subject());
  const ExperimentSpec& spec = trainer.spec();
  const auto row = [&](bool wanted, const std::vector<std::uint8_t>& pixels) {
    return wanted ? strip_of(pixels, shown->shape) : std::vector<std::uint8_t>();
  };
  return restored_figure(type, spec, spec.noise, shown->shape, strip_of(shown->original, shown->shape),
                         row(spec.has_noise(), shown->noisy), row(spec.reconstructs(), shown->denoised));
}

}  // namespace

Status write_outputs(const FigureFiles& figures, const std::string& folder, Trainer& trainer) {
  const ExperimentSpec& spec = trainer.spec();
  std::vector<OutputFile> files;
  figures.add(files, "figure", figure_of(figures.type(), trainer));
  figures.add(files, "history",
              history_plot(figures.type(), spec.title, spec.loss, trainer.epochs(), !spec.reconstructs()));
  files.emplace_back("history.csv", history_csv(trainer.epochs()));
  files.emplace_back("model.aelab", write_model(spec, *trainer.network()));
  files.emplace_back("spec.json", spec_to_json(spec) + "\n");
  return write_files(folder, files);
}

}  // namespace lab::cli
