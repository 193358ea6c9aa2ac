#include "io/noise_sweep_table.h"

#include <cmath>
#include <cstdlib>

#include "data/baselines/baseline.h"
#include "io/figures.h"
#include "io/format.h"
#include "io/json_text.h"
#include "io/plot.h"

namespace lab {
namespace {

constexpr int kBlocksPerRow = 4;
// Beyond this nobody sees a difference, and one point of 100 dB would flatten all others.
constexpr double kHighestPsnr = 40.0;

std::string title_of(const std::string& name) {
  const BaselineKind* kind = find_baseline(name);
  return kind != nullptr ? std::string(kind->title) : name;
}

Plot plot_of(const NoiseSweepResult& result, const std::string& title, double RestorationScore::*figure) {
  Plot plot{.title = title, .x_title = "noise level", .series = {}, .markers = true};
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

Picture noise_sweep_figure(const NoiseSweepResult& result) {
  std::vector<FigureBlock> blocks;
  for (const NoiseLevelResult& level : result.levels) {
    FigureBlock block{"level " + format("%.3g", static_cast<double>(level.level)), {result.shown}};
    for (std::size_t s = 0; s < 2 && s < level.scores.size(); ++s) block.rows.push_back(level.scores[s].shown);
    blocks.push_back(std::move(block));
  }
  return image_blocks(result.shape, kBlocksPerRow, blocks);
}

Picture quality_plot(const NoiseSweepResult& result) {
  std::vector<Plot> plots = {plot_of(result, "PSNR in dB, up to 40", &RestorationScore::psnr),
                             plot_of(result, "SSIM", &RestorationScore::ssim)};
  for (PlotSeries& series : plots.front().series) {
    for (double& psnr : series.y) psnr = psnr <= kHighestPsnr ? psnr : std::nan("");
  }
  return draw_plots(plots);
}

Picture accuracy_plot(const NoiseSweepResult& result) {
  const std::vector<Plot> plots = {plot_of(result, "Accuracy", &RestorationScore::accuracy)};
  return draw_plots(plots);
}

}  // namespace lab
