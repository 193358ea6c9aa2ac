#include "cli/train_output.h"

#include "cli/files.h"
#include "data/png.h"
#include "experiment/spec_json.h"
#include "io/figures.h"
#include "io/history_table.h"
#include "io/model_file.h"

namespace lab::cli {
namespace {

/// Without the spotlight that comes first in a preview.
std::vector<std::uint8_t> strip_of(const std::vector<std::uint8_t>& pixels, const Shape& shape) {
  return {pixels.begin() + shape.size(), pixels.end()};
}

Picture figure_of(Trainer& trainer) {
  (void)trainer.apply(command::Show{0, 0});
  const SnapshotPtr snapshot = trainer.snapshot();
  const Preview& preview = snapshot->preview;
  std::vector<FigureRow> rows{{"original", strip_of(preview.original, preview.shape)}};
  if (trainer.spec().has_noise()) rows.push_back({"noisy", strip_of(preview.noisy, preview.shape)});
  if (trainer.spec().reconstructs()) {
    rows.push_back({trainer.spec().has_noise() ? "denoised" : "rebuilt", strip_of(preview.denoised, preview.shape)});
  }
  return image_rows(preview.shape, Preview::kStrip, rows);
}

}  // namespace

Status write_outputs(const std::string& folder, Trainer& trainer) {
  if (const Status status = make_folder(folder); !status) return status;
  const auto path = [&](const char* name) { return folder + "/" + name; };
  const ExperimentSpec& spec = trainer.spec();
  if (auto s = write_file(path("figure.png"), encode_png(figure_of(trainer))); !s) return s;
  if (auto s =
          write_file(path("history.png"), encode_png(history_plot(spec.title, trainer.epochs(), !spec.reconstructs())));
      !s) {
    return s;
  }
  if (auto s = write_file(path("history.csv"), history_csv(trainer.epochs())); !s) return s;
  if (auto s = write_file(path("model.aelab"), write_model(spec, *trainer.network())); !s) return s;
  return write_file(path("spec.json"), spec_to_json(spec) + "\n");
}

}  // namespace lab::cli
