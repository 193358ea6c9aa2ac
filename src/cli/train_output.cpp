#include "cli/train_output.h"

#include "cli/files.h"
#include "data/png.h"
#include "experiment/spec_json.h"
#include "io/figures.h"
#include "io/history_table.h"
#include "io/model_file.h"
#include "train/observatory.h"

namespace lab::cli {
namespace {

/// Without the spotlight that comes first in a preview.
std::vector<std::uint8_t> strip_of(const std::vector<std::uint8_t>& pixels, const Shape& shape) {
  return {pixels.begin() + shape.size(), pixels.end()};
}

Picture figure_of(Trainer& trainer) {
  const auto shown = observe_now<Preview>(*trainer.subject());
  const Preview& preview = *shown;
  std::vector<FigureRow> rows{{"original", strip_of(preview.original, preview.shape)}};
  if (trainer.spec().has_noise()) rows.push_back({"noisy", strip_of(preview.noisy, preview.shape)});
  if (trainer.spec().reconstructs()) {
    rows.push_back({trainer.spec().has_noise() ? "denoised" : "rebuilt", strip_of(preview.denoised, preview.shape)});
  }
  return image_rows(preview.shape, Preview::kStrip, rows);
}

}  // namespace

Status write_outputs(const std::string& folder, Trainer& trainer) {
  const ExperimentSpec& spec = trainer.spec();
  const Picture history = history_plot(spec.title, trainer.epochs(), !spec.reconstructs());
  return write_files(folder, {{"figure.png", encode_png(figure_of(trainer))},
                              {"history.png", encode_png(history)},
                              {"history.csv", history_csv(trainer.epochs())},
                              {"model.aelab", write_model(spec, *trainer.network())},
                              {"spec.json", spec_to_json(spec) + "\n"}});
}

}  // namespace lab::cli
