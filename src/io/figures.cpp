#include "io/figures.h"

#include <algorithm>

#include "io/canvas.h"
#include "io/figure_style.h"
#include "io/plot.h"

namespace lab {
namespace {

using figure_style::kInk;
using figure_style::kPaper;
using figure_style::kTextHeight;
using figure_style::kTextScale;

PlotSeries epoch_series(std::string name, const std::vector<EpochRecord>& epochs, float EpochRecord::*value) {
  PlotSeries series{std::move(name), {}, {}};
  for (const EpochRecord& record : epochs) {
    series.x.push_back(record.epoch);
    series.y.push_back(static_cast<double>(record.*value));
  }
  return series;
}

}  // namespace

Picture image_rows(const Shape& shape, int images_per_row, const std::vector<FigureRow>& rows) {
  constexpr int kZoom = 3;
  constexpr int kGap = 8;
  constexpr int kMargin = 20;
  const int cell_width = shape.width * kZoom + kGap;
  const int cell_height = shape.height * kZoom + kGap + kTextHeight + 12;
  Canvas canvas(2 * kMargin + images_per_row * cell_width - kGap,
                2 * kMargin + static_cast<int>(rows.size()) * cell_height - kGap, kPaper);
  const auto size = static_cast<std::size_t>(shape.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const int y = kMargin + static_cast<int>(r) * cell_height;
    canvas.text(kMargin, y, rows[r].caption, kTextScale, kInk);
    for (int i = 0; i < images_per_row; ++i) {
      const auto begin = static_cast<std::size_t>(i) * size;
      if (begin + size > rows[r].pixels.size()) break;
      canvas.image(kMargin + i * cell_width, y + kTextHeight + 6, shape.width, shape.height, shape.channels,
                   std::span(rows[r].pixels).subspan(begin, size), kZoom);
    }
  }
  return canvas.picture();
}

Picture image_blocks(const Shape& shape, int blocks_per_row, const std::vector<FigureBlock>& blocks) {
  constexpr int kZoom = 2;
  constexpr int kGap = 4;
  constexpr int kMargin = 20;
  constexpr int kBlockGap = 24;
  const auto size = static_cast<std::size_t>(shape.size());
  std::size_t rows = 0;
  std::size_t images = 0;
  for (const FigureBlock& block : blocks) {
    rows = std::max(rows, block.rows.size());
    for (const auto& row : block.rows) images = std::max(images, row.size() / size);
  }
  const int cell_width = shape.width * kZoom + kGap;
  const int cell_height = shape.height * kZoom + kGap;
  int caption_width = 0;
  for (const FigureBlock& block : blocks) {
    caption_width = std::max(caption_width, Canvas::text_width(block.caption, kTextScale));
  }
  const int block_width = std::max(static_cast<int>(images) * cell_width, caption_width) + kBlockGap;
  const int block_height = static_cast<int>(rows) * cell_height + kTextHeight + 6 + kBlockGap;
  const int columns = std::max(1, std::min(blocks_per_row, static_cast<int>(blocks.size())));
  const int lines = (static_cast<int>(blocks.size()) + columns - 1) / columns;
  Canvas canvas(2 * kMargin + columns * block_width - kBlockGap, 2 * kMargin + lines * block_height - kBlockGap,
                kPaper);
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const int x = kMargin + static_cast<int>(b) % columns * block_width;
    const int y = kMargin + static_cast<int>(b) / columns * block_height;
    canvas.text(x, y, blocks[b].caption, kTextScale, kInk);
    for (std::size_t r = 0; r < blocks[b].rows.size(); ++r) {
      const auto& row = blocks[b].rows[r];
      for (std::size_t i = 0; (i + 1) * size <= row.size(); ++i) {
        canvas.image(x + static_cast<int>(i) * cell_width, y + kTextHeight + 6 + static_cast<int>(r) * cell_height,
                     shape.width, shape.height, shape.channels, std::span(row).subspan(i * size, size), kZoom);
      }
    }
  }
  return canvas.picture();
}

Picture history_plot(const std::string& title, const std::vector<EpochRecord>& epochs, bool with_accuracy) {
  std::vector<Plot> plots;
  plots.push_back({.title = title + ": loss",
                   .x_title = "epoch",
                   .series = {epoch_series("training", epochs, &EpochRecord::loss),
                              epoch_series("validation", epochs, &EpochRecord::val_loss)},
                   .whole_x = true});
  if (with_accuracy) {
    plots.push_back({.title = title + ": accuracy",
                     .x_title = "epoch",
                     .series = {epoch_series("training", epochs, &EpochRecord::accuracy),
                                epoch_series("validation", epochs, &EpochRecord::val_accuracy)},
                     .whole_x = true});
  }
  return draw_plots(plots);
}

}  // namespace lab
