#include "io/noise_sweep_table.h"

#include <cmath>
#include <cstdlib>

#include "data/baselines/baseline.h"
#include "data/noise/noise.h"
#include "io/figures.h"
#include "io/format.h"
#include "io/json_text.h"
#include "io/plot.h"

namespace lab {
namespace {

constexpr int kBlocksPerLine = 3;
// Beyond this nobody sees a difference, and one point of 100 dB would flatten all others.
constexpr double kHighestPsnr = 40.0;

std::string title_of(const std::string& name) {
  const BaselineKind* kind = find_baseline(name);
  return kind != nullptr ? std::string(kind->title) : name;
}

std::string noise_title(const std::string& noise) {
  const NoiseKind* kind = find_noise(noise);
  return kind != nullptr ? std::string(kind->title) : noise;
}

Plot plot_of(const NoiseSweepResult& result, const std::string& noise, const char* title, const char* y_title,
             double RestorationScore::*figure) {
  const NoiseKind* kind = find_noise(noise);
  const std::string unit = kind != nullptr ? ": " + std::string(kind->level_title) : "";
  Plot plot{.title = title,
            .x_title = noise_title(noise) + " noise" + unit,
            .y_title = y_title,
            .series = {},
            .kind = PlotKind::marked};
  for (const NoiseLevelResult& level : result.levels) {
    plot.series.resize(level.scores.size());
    for (std::size_t s = 0; s < level.scores.size(); ++s) {
      plot.series[s].name = title_of(level.scores[s].name);
      plot.series[s].x.push_back(static_cast<double>(level.level));
      plot.series[s].y.push_back(level.scores[s].*figure);
    }
  }
  return plot;
}

}  // namespace

std::string noise_sweep_csv(const NoiseSweepResult& result) {
  const bool with_accuracy = std::isfinite(result.clean_accuracy);
  std::string csv = "level";
  if (!result.levels.empty()) {
    for (const RestorationScore& score : result.levels.front().scores) {
      csv += "," + score.name + "_psnr," + score.name + "_ssim";
      if (with_accuracy) csv += "," + score.name + "_accuracy";
    }
  }
  csv += "\n";
  for (const NoiseLevelResult& level : result.levels) {
    csv += csv_cell(static_cast<double>(level.level));
    for (const RestorationScore& score : level.scores) {
      csv += "," + csv_cell(score.psnr) + "," + csv_cell(score.ssim);
      if (with_accuracy) csv += "," + csv_cell(score.accuracy);
    }
    csv += "\n";
  }
  return csv;
}

std::string noise_sweep_json(const NoiseSweepResult& result, const std::string& noise, const std::string& model,
                             const std::string& classifier) {
  Json levels = Json::array();
  for (const NoiseLevelResult& level : result.levels) {
    Json scores = Json::object();
    for (const RestorationScore& score : level.scores) {
      scores[score.name] = {
          {"psnr", number(score.psnr)}, {"ssim", number(score.ssim)}, {"accuracy", number(score.accuracy)}};
    }
    // Through text, so that 0.1 stays 0.1 and does not become 0.100000001.
    levels.push_back(
        {{"level", std::strtod(csv_cell(static_cast<double>(level.level)).c_str(), nullptr)}, {"scores", scores}});
  }
  const Json json = {{"model", model},
                     {"classifier", classifier.empty() ? Json(nullptr) : Json(classifier)},
                     {"noise", noise},
                     {"images", result.images},
                     {"clean_accuracy", number(result.clean_accuracy)},
                     {"levels", levels}};
  return json_text(json);
}

Drawing noise_sweep_figure(const Typeface& type, const NoiseSweepResult& result, const std::string& noise) {
  std::vector<FigureBlock> blocks;
  std::vector<std::string> labels{"original"};
  for (const NoiseLevelResult& level : result.levels) {
    FigureBlock block{"level " + format("%.3g", static_cast<double>(level.level)), {result.shown}};
    labels.resize(1);
    for (std::size_t s = 0; s < 2 && s < level.scores.size(); ++s) {
      block.rows.push_back(level.scores[s].shown);
      labels.push_back(level.scores[s].name);
    }
    blocks.push_back(std::move(block));
  }
  return image_blocks(type, noise_title(noise) + " noise on test images", result.shape, kBlocksPerLine, labels, blocks);
}

Drawing quality_plot(const Typeface& type, const NoiseSweepResult& result, const std::string& noise) {
  std::vector<Plot> plots = {
      plot_of(result, noise, "Peak signal-to-noise ratio, up to 40 dB", "PSNR (dB)", &RestorationScore::psnr),
      plot_of(result, noise, "Structural similarity", "SSIM (1: the same image)", &RestorationScore::ssim)};
  for (PlotSeries& series : plots.front().series) {
    for (double& psnr : series.y) psnr = psnr <= kHighestPsnr ? psnr : std::nan("");
  }
  return draw_plots(type, plots);
}

Drawing accuracy_plot(const Typeface& type, const NoiseSweepResult& result, const std::string& noise) {
  const std::vector<Plot> plots = {
      plot_of(result, noise, "Accuracy of the classifier", "Accuracy (share of images)", &RestorationScore::accuracy)};
  return draw_plots(type, plots);
}

}  // namespace lab
