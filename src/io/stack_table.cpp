#include "io/stack_table.h"

#include <algorithm>

#include "io/figures.h"
#include "io/format.h"
#include "io/json_text.h"
#include "io/plot.h"
#include "train/snapshot.h"

namespace lab {
namespace {

/// Validation losses of the stacked network, epoch after epoch from the first of the pretraining.
std::vector<float> stacked_losses(const StackComparison& comparison) {
  std::vector<float> losses;
  for (const PretrainRecord& record : comparison.pretraining) losses.push_back(record.stack_val_loss);
  for (const EpochRecord& record : comparison.fine_tuning) losses.push_back(record.val_loss);
  return losses;
}

Json epochs_json(const std::vector<EpochRecord>& epochs) {
  Json json = Json::array();
  for (const EpochRecord& r : epochs) {
    json.push_back(
        {{"epoch", r.epoch}, {"loss", number(r.loss)}, {"val_loss", number(r.val_loss)}, {"seconds", r.seconds}});
  }
  return json;
}

PlotSeries series_of(std::string name, const std::vector<float>& losses) {
  PlotSeries series{std::move(name), {}, {}};
  for (std::size_t i = 0; i < losses.size(); ++i) {
    series.x.push_back(static_cast<double>(i + 1));
    series.y.push_back(static_cast<double>(losses[i]));
  }
  return series;
}

std::vector<float> whole_losses(const StackComparison& comparison) {
  std::vector<float> losses;
  for (const EpochRecord& record : comparison.whole) losses.push_back(record.val_loss);
  return losses;
}

}  // namespace

std::string stack_csv(const StackComparison& comparison) {
  const auto stacked = stacked_losses(comparison);
  const auto whole = whole_losses(comparison);
  std::string csv = "epoch,phase,stacked_val_loss,whole_val_loss\n";
  for (std::size_t i = 0; i < std::max(stacked.size(), whole.size()); ++i) {
    std::string phase = "fine-tuning";
    if (i < comparison.pretraining.size()) phase = "layer " + std::to_string(comparison.pretraining[i].layer);
    csv += std::to_string(i + 1) + "," + phase + "," + csv_cell(i < stacked.size() ? stacked[i] : kNotMeasured) + "," +
           csv_cell(i < whole.size() ? whole[i] : kNotMeasured) + "\n";
  }
  return csv;
}

std::string stack_json(const StackComparison& comparison) {
  Json pretraining = Json::array();
  for (const PretrainRecord& r : comparison.pretraining) {
    pretraining.push_back({{"layer", r.layer},
                           {"epoch", r.epoch},
                           {"loss", number(r.loss)},
                           {"val_loss", number(r.val_loss)},
                           {"stack_val_loss", number(r.stack_val_loss)},
                           {"seconds", r.seconds}});
  }
  const auto last = [](const std::vector<EpochRecord>& epochs) {
    return epochs.empty() ? Json(nullptr) : number(epochs.back().val_loss);
  };
  const Json json = {{"preset", comparison.spec.name},
                     {"seed", comparison.spec.seed},
                     {"stacked", last(comparison.fine_tuning)},
                     {"whole", last(comparison.whole)},
                     {"pretraining", pretraining},
                     {"fine_tuning", epochs_json(comparison.fine_tuning)},
                     {"whole_epochs", epochs_json(comparison.whole)}};
  return json_text(json);
}

Drawing stack_plot(const Typeface& type, const StackComparison& comparison) {
  const std::vector<Plot> plots = {{.title = comparison.spec.title + ": validation loss",
                                    .x_title = "Epoch",
                                    .y_title = loss_axis(comparison.spec.loss),
                                    .series = {series_of("layer by layer, then fine-tuned", stacked_losses(comparison)),
                                               series_of("trained whole", whole_losses(comparison))},
                                    .whole_x = true}};
  return draw_plots(type, plots);
}

}  // namespace lab
