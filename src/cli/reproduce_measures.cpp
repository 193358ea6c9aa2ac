#include "cli/reproduce_measures.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/figure_files.h"
#include "cli/files.h"
#include "core/text.h"
#include "experiment/presets.h"
#include "io/format.h"
#include "io/history_table.h"
#include "io/json_text.h"
#include "io/run_json.h"
#include "nn/network.h"

namespace lab::cli {
namespace {

Result<Json> json_of(const std::string& path) {
  const auto text = read_text(path);
  if (!text) return text.error();
  Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return Error{path + " is not what this program wrote."};
  return json;
}

/// The list under that key; empty where there is none.
Json list_at(const Json& json, const char* key) {
  const auto it = json.find(key);
  return it != json.end() && it->is_array() ? *it : Json::array();
}

/// What a sweep left in results.json.
struct SweepResults {
  Json runs, points;
  int epochs = 0;  // of the longest run
};

/// Refuses a sweep of which runs are missing: its figures would be those of another experiment.
Result<SweepResults> complete_sweep(const std::string& folder) {
  const auto json = json_of(folder + "/results.json");
  if (!json) return json.error();
  SweepResults results{list_at(*json, "runs"), list_at(*json, "points")};
  for (const Json& run : results.runs) {
    results.epochs = std::max(results.epochs, static_cast<int>(number_at(run, "/epochs")));
  }
  for (const Json& point : results.points) {
    if (number_at(point, "/missing") > 0) return Error{"Some runs of the sweep are missing."};
  }
  return results;
}

/// The second word of the command: a preset.
std::string preset_of(const ReproduceRow& row) {
  std::string_view words = row.command;
  words.remove_prefix(words.find(' ') + 1);
  return std::string(words.substr(0, words.find(' ')));
}

/// "50,992 parameters", and whether that is the published number.
Result<std::string> parameters_text(const ReproduceRow& row) {
  const auto spec = find_preset(preset_of(row));
  if (!spec) return spec.error();
  const auto network = Network::plan({spec->input, spec->layers, spec->loss}, 1);
  if (!network) return network.error();
  const int count = network->parameter_count();
  const int frozen = count - network->trainable_count();
  std::string text = with_separators(count) + " parameters";
  if (frozen > 0) text += ", " + std::to_string(frozen) + " not trainable";
  const bool same = count == row.parameters && frozen == row.not_trainable;
  return text + (same ? " (as published)" : " (published: " + with_separators(row.parameters) + ")");
}

}  // namespace

Result<Reached> measure_training(const ReproduceRow& row, const std::string& folder) {
  const std::string file = folder + "/run.json";
  const auto text = read_text(file);
  if (!text) return text.error();
  const auto run = run_from_json(file, *text);
  if (!run) return run.error();
  if (run->epochs.empty()) return Error{file + " has no finished epoch."};
  const auto spec = find_preset(run->preset);
  if (!spec) return spec.error();
  Reached reached{.text = {}, .epochs = static_cast<int>(run->epochs.size())};
  const EpochRecord& last = run->epochs.back();
  if (spec->reconstructs()) {
    reached.text = format("val loss %.4f", static_cast<double>(last.val_loss));
    // The epochs at which A6 and B3 were published.
    for (const int epoch : {4, 10}) {
      if (epoch >= reached.epochs) break;
      reached.text += format(" (epoch %d: %.4f)", epoch,
                             static_cast<double>(run->epochs[static_cast<std::size_t>(epoch) - 1].val_loss));
    }
    reached.text += format(", accuracy of rounded pixels %.4f", static_cast<double>(last.val_accuracy));
    reached.figure = static_cast<double>(last.val_loss);
  } else {
    reached.text =
        format("accuracy %.4f, loss %.4f", static_cast<double>(last.val_accuracy), static_cast<double>(last.val_loss));
    reached.figure = static_cast<double>(last.val_accuracy);
  }
  if (std::isfinite(run->samples_per_second)) {
    reached.text += format("; %.1f us per sample", 1e6 / static_cast<double>(run->samples_per_second));
  }
  if (row.needs == Needs::cifar) reached.text += "; " + with_separators(run->train_images) + " training images";
  if (row.parameters > 0) {
    const auto parameters = parameters_text(row);
    if (!parameters) return parameters.error();
    reached.text += "; " + *parameters;
  }
  return reached;
}

Result<Reached> measure_stack(const ReproduceRow& /*row*/, const std::string& folder) {
  const auto json = json_of(folder + "/stack.json");
  if (!json) return json.error();
  return Reached{.text = format("val loss %.4f layer by layer, %.4f trained whole for as many steps",
                                number_at(*json, "/stacked"), number_at(*json, "/whole")),
                 .epochs = static_cast<int>(list_at(*json, "whole_epochs").size()),
                 .figure = number_at(*json, "/stacked")};
}

Result<Reached> measure_sweep(const ReproduceRow& /*row*/, const std::string& folder) {
  const auto sweep = complete_sweep(folder);
  if (!sweep) return sweep.error();
  double best = 0.0;
  for (const Json& run : sweep->runs) best = std::max(best, number_at(run, "/val_accuracy"));
  std::string text = format("best accuracy %.4f; mean and sd:", best);
  const char* before = " ";
  for (const Json& point : sweep->points) {
    const auto values = point.find("values");
    const bool named = values != point.end() && !values->empty() && values->front().is_string();
    text.append(std::exchange(before, "; ")).append(named ? values->front().get<std::string>() : "");
    text += format(": %.4f, %.4f", number_at(point, "/val_accuracy/mean"), number_at(point, "/val_accuracy/deviation"));
  }
  return Reached{.text = std::move(text), .epochs = sweep->epochs, .figure = best};
}

Result<Reached> measure_loss_sweep(const ReproduceRow& /*row*/, const std::string& folder) {
  const auto sweep = complete_sweep(folder);
  if (!sweep) return sweep.error();
  std::string text = "val loss:";
  for (const Json& run : sweep->runs) text += format(" %.4f,", number_at(run, "/val_loss"));
  for (const Json& point : sweep->points) {
    text += format(" mean %.4f, sd %.4f", number_at(point, "/val_loss/mean"), number_at(point, "/val_loss/deviation"));
  }
  return Reached{.text = std::move(text), .epochs = sweep->epochs};
}

Result<Reached> measure_restoring(const ReproduceRow& /*row*/, const std::string& folder) {
  const auto json = json_of(folder + "/noise-sweep.json");
  if (!json) return json.error();
  Reached reached{.text = "PSNR noisy, denoised in dB:"};
  for (const Json& level : list_at(*json, "levels")) {
    reached.text += format(" level %.1f: %.1f, %.1f;", number_at(level, "/level"),
                           number_at(level, "/scores/noisy/psnr"), number_at(level, "/scores/denoised/psnr"));
  }
  if (reached.text.ends_with(';')) reached.text.pop_back();
  return reached;
}

Result<Reached> measure_classifying(const ReproduceRow& /*row*/, const std::string& folder) {
  const auto json = json_of(folder + "/noise-sweep.json");
  if (!json) return json.error();
  Reached reached{.text = "accuracy noisy, denoised:"};
  std::string wins;
  for (const Json& level : list_at(*json, "levels")) {
    const double noisy = number_at(level, "/scores/noisy/accuracy");
    const double denoised = number_at(level, "/scores/denoised/accuracy");
    reached.text += format(" level %.1f: %.3f, %.3f;", number_at(level, "/level"), noisy, denoised);
    if (denoised > noisy) wins += format("%s%.1f", wins.empty() ? "" : ", ", number_at(level, "/level"));
  }
  reached.text += " denoising wins at " + (wins.empty() ? "no level" : wins);
  return reached;
}

Result<Reached> measure_picture(const ReproduceRow& /*row*/, const std::string& folder) {
  if (const auto bytes = read_figure(folder + "/figure"); !bytes) return bytes.error();
  return Reached{.text = "the figure"};
}

Result<Reached> measure_history(const ReproduceRow& /*row*/, const std::string& folder) {
  if (const auto bytes = read_figure(folder + "/history"); !bytes) return bytes.error();
  const auto text = read_text(folder + "/history.csv");
  if (!text) return text.error();
  const auto epochs = parse_history_csv(folder + "/history.csv", *text);
  if (!epochs) return epochs.error();
  return Reached{.text = "the curves and history.csv with " + std::to_string(epochs->size()) +
                         (epochs->size() == 1 ? " epoch" : " epochs")};
}

Result<Reached> measure_summary(const ReproduceRow& row, const std::string& /*folder*/) {
  auto parameters = parameters_text(row);
  if (!parameters) return parameters.error();
  return Reached{.text = std::move(*parameters)};
}

}  // namespace lab::cli
