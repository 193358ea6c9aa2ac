#include "io/figures.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/figure_style.h"
#include "io/format.h"
#include "io/plot.h"
#include "io/ticks.h"
#include "nn/losses.h"

namespace lab {
namespace {

using namespace figure_style;

constexpr float kRowsWidth = 700.0F;  // ten digits fill it
constexpr float kTitleRoom = 28.0F;
constexpr float kImageGap = 4.0F;
constexpr float kLabelGap = 12.0F;
constexpr float kLargest = 112.0F;  // side of an image
constexpr float kZoomStep = 0.5F;   // so that pixels of images are whole ones in the usual resolution

Picture picture_of(const Shape& shape, std::span<const std::uint8_t> images, int index) {
  const auto pixels = images.subspan(static_cast<std::size_t>(index) * static_cast<std::size_t>(shape.size()),
                                     static_cast<std::size_t>(shape.size()));
  return {shape.width, shape.height, shape.channels, {pixels.begin(), pixels.end()}};
}

int count_of(const Shape& shape, std::span<const std::uint8_t> images) {
  return static_cast<int>(images.size() / static_cast<std::size_t>(shape.size()));
}

/// The largest zoom at which so many images beside each other are no wider than `room`.
float zoom_for(const Shape& shape, int count, float room) {
  const auto width = static_cast<float>(shape.width);
  const float fitting = (room - kImageGap * static_cast<float>(count - 1)) / (width * static_cast<float>(count));
  const float largest = kLargest / std::sqrt(width * static_cast<float>(shape.height));
  return std::max(kZoomStep, kZoomStep * std::floor(std::min(fitting, largest) / kZoomStep));
}

float widest(const Typeface& type, const std::vector<std::string>& texts, const TextStyle& style) {
  float width = 0.0F;
  for (const std::string& text : texts) width = std::max(width, type.width(text, style.size, style.weight));
  return std::ceil(width);
}

/// Room for labels before images; none where there is no label.
float label_room(const Typeface& type, const std::vector<std::string>& labels) {
  const float width = widest(type, labels, kText);
  return width > 0.0F ? width + kLabelGap : 0.0F;
}

Drawing with_title(const Typeface& type, const std::string& title, float width, float height) {
  const float title_width = type.width(title, kTitle.size, kTitle.weight);
  Drawing drawing(type, std::ceil(std::max(width, title_width)) + 2.0F * kMargin, std::ceil(height) + 2.0F * kMargin,
                  title);
  drawing.text({kMargin, kMargin + type.cap_height(kTitle.size)}, title, kTitle);
  return drawing;
}

/// The middle of a line of text, as high as its capitals.
Position middle(const Typeface& type, float x, float y) { return {x, y + 0.5F * type.cap_height(kText.size)}; }

void draw_scale(Drawing& drawing, const ColorScale& scale, const Area& area) {
  Picture colors{1, static_cast<int>(scale.colors.size()), 3, {}};
  // The highest value stands above.
  for (const Rgb& color : scale.colors) colors.pixels.insert(colors.pixels.begin(), color.begin(), color.end());
  drawing.image(area, std::move(colors));
  drawing.frame(area, kHair, kAxis);
  if (!(scale.high > scale.low)) return;
  for (const Tick& tick : linear_ticks(static_cast<double>(scale.low), static_cast<double>(scale.high), 6)) {
    const float y = area.bottom() - area.height * (static_cast<float>(tick.at) - scale.low) / (scale.high - scale.low);
    constexpr float kMark = 4.0F;
    drawing.rule({area.right(), y}, {area.right() + kMark, y}, kHair, kAxis);
    drawing.text({area.right() + 2.0F * kMark, y + 0.5F * drawing.type().cap_height(kSmall.size)}, tick.label, kSmall);
  }
}

PlotSeries epoch_series(std::string name, const std::vector<EpochRecord>& epochs, float EpochRecord::*value) {
  PlotSeries series{std::move(name), {}, {}};
  for (const EpochRecord& record : epochs) {
    series.x.push_back(record.epoch);
    series.y.push_back(static_cast<double>(record.*value));
  }
  return series;
}

}  // namespace

Drawing image_rows(const Typeface& type, const std::string& title, const Shape& shape,
                   const std::vector<FigureRow>& rows, const std::vector<std::string>& column_labels) {
  std::vector<std::string> labels;
  int columns = 1;
  for (const FigureRow& row : rows) {
    labels.push_back(row.label);
    columns = std::max(columns, count_of(shape, row.pixels));
  }
  const float left = kMargin + label_room(type, labels);
  const float zoom = zoom_for(shape, columns, kRowsWidth - kMargin - left);
  const float width = zoom * static_cast<float>(shape.width);
  const float height = zoom * static_cast<float>(shape.height);
  const float top = kMargin + kTitleRoom + (column_labels.empty() ? 0.0F : kLineHeight);
  Drawing drawing =
      with_title(type, title, left - kMargin + static_cast<float>(columns) * (width + kImageGap) - kImageGap,
                 top - kMargin + static_cast<float>(rows.size()) * (height + kImageGap) - kImageGap);
  for (std::size_t i = 0; i < column_labels.size(); ++i) {
    drawing.text({left + static_cast<float>(i) * (width + kImageGap) + 0.5F * width, top - 6.0F}, column_labels[i],
                 aligned(kSmall, Align::center));
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const float y = top + static_cast<float>(r) * (height + kImageGap);
    drawing.text(middle(type, left - kLabelGap, y + 0.5F * height), rows[r].label, aligned(kText, Align::right));
    for (int i = 0; i < count_of(shape, rows[r].pixels); ++i) {
      drawing.image({left + static_cast<float>(i) * (width + kImageGap), y, width, height},
                    picture_of(shape, rows[r].pixels, i));
    }
  }
  return drawing;
}

Drawing image_blocks(const Typeface& type, const std::string& title, const Shape& shape, int blocks_per_line,
                     const std::vector<std::string>& row_labels, const std::vector<FigureBlock>& blocks) {
  constexpr float kBlockGap = 14.0F;
  constexpr float kCaption = 17.0F;
  constexpr float kGap = 2.0F;
  int rows = 0;
  int images = 1;
  std::vector<std::string> captions;
  for (const FigureBlock& block : blocks) {
    captions.push_back(block.caption);
    rows = std::max(rows, static_cast<int>(block.rows.size()));
    for (const auto& row : block.rows) images = std::max(images, count_of(shape, row));
  }
  const int columns = std::max(1, std::min(blocks_per_line, static_cast<int>(blocks.size())));
  const int lines = (static_cast<int>(blocks.size()) + columns - 1) / columns;
  const float left = kMargin + label_room(type, row_labels);
  const float room = (kWidth - kMargin - left + kBlockGap) / static_cast<float>(columns) - kBlockGap;
  const float zoom = zoom_for(shape, images, room);
  const float width = zoom * static_cast<float>(shape.width) + kGap;
  const float height = zoom * static_cast<float>(shape.height) + kGap;
  const float block_width =
      std::max(static_cast<float>(images) * width - kGap, widest(type, captions, kText)) + kBlockGap;
  const float block_height = kCaption + static_cast<float>(rows) * height - kGap + kBlockGap;
  Drawing drawing = with_title(type, title, left - kMargin + static_cast<float>(columns) * block_width - kBlockGap,
                               kTitleRoom + static_cast<float>(lines) * block_height - kBlockGap);
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const int column = static_cast<int>(b) % columns;
    const int line = static_cast<int>(b) / columns;
    const float x = left + static_cast<float>(column) * block_width;
    const float top = kMargin + kTitleRoom + static_cast<float>(line) * block_height;
    drawing.text({x, top + type.cap_height(kText.size)}, blocks[b].caption, kText);
    for (std::size_t r = 0; r < blocks[b].rows.size(); ++r) {
      const float y = top + kCaption + static_cast<float>(r) * height;
      if (column == 0 && r < row_labels.size()) {
        drawing.text(middle(type, left - kLabelGap, y + 0.5F * (height - kGap)), row_labels[r],
                     aligned(kText, Align::right));
      }
      for (int i = 0; i < count_of(shape, blocks[b].rows[r]); ++i) {
        drawing.image({x + static_cast<float>(i) * width, y, width - kGap, height - kGap},
                      picture_of(shape, blocks[b].rows[r], i));
      }
    }
  }
  return drawing;
}

Drawing image_tiles(const Typeface& type, const std::string& title, const Shape& shape,
                    std::span<const std::uint8_t> pixels, const ColorScale& scale) {
  constexpr float kGap = 7.0F;
  constexpr Paint kFrame{{186, 192, 202}};
  constexpr float kScaleGap = 16.0F;
  constexpr float kScaleWidth = 12.0F;
  constexpr float kScaleRoom = 64.0F;  // with its numbers
  constexpr float kScaleHeight = 180.0F;
  const float room = kWidth - 2.0F * kMargin - kScaleGap - kScaleRoom;
  const int count = std::max(1, count_of(shape, pixels));
  // The largest zoom at which the field is no higher than it may be wide.
  float zoom = zoom_for(shape, 1, room);
  const auto across = [&] {
    const float step = zoom * static_cast<float>(shape.width) + kGap;
    return std::clamp(static_cast<int>((room + kGap) / step), 1, count);
  };
  const auto height_of = [&] {
    const int lines = (count + across() - 1) / across();
    return static_cast<float>(lines) * (zoom * static_cast<float>(shape.height) + kGap) - kGap;
  };
  while (zoom > kZoomStep && height_of() > room) zoom -= kZoomStep;
  const int columns = across();
  const float width = zoom * static_cast<float>(shape.width);
  const float height = zoom * static_cast<float>(shape.height);
  const float field = static_cast<float>(columns) * (width + kGap) - kGap;
  const float scale_height = std::clamp(height_of(), 0.5F * kScaleHeight, kScaleHeight);
  Drawing drawing = with_title(type, title, field + kScaleGap + kScaleRoom,
                               kTitleRoom + std::max(height_of(), scale_height + kLineHeight));
  const float top = kMargin + kTitleRoom;
  for (int i = 0; i < count_of(shape, pixels); ++i) {
    const int line = i / columns;
    const Area area{kMargin + static_cast<float>(i % columns) * (width + kGap),
                    top + static_cast<float>(line) * (height + kGap), width, height};
    drawing.image(area, picture_of(shape, pixels, i));
    drawing.frame(area, kHair, kFrame);
  }
  const float x = kMargin + field + kScaleGap;
  drawing.text({x, top + type.cap_height(kSmall.size)}, scale.title, kSmall);
  draw_scale(drawing, scale, {x, top + kLineHeight, kScaleWidth, scale_height});
  return drawing;
}

std::string loss_axis(const std::string& loss) {
  const LossKind* kind = find_loss(loss);
  if (kind == nullptr) return "Loss";
  const bool entropy = loss.ends_with("crossentropy");
  return std::string(kind->title) + (kind->needs_labels ? " (nats)"
                                     : entropy          ? " (nats per pixel)"
                                                        : " (of pixels from 0 to 1)");
}

Drawing history_plot(const Typeface& type, const std::string& title, const std::string& loss,
                     const std::vector<EpochRecord>& epochs, bool with_accuracy) {
  std::vector<Plot> plots;
  plots.push_back({.title = title + ": loss",
                   .x_title = "Epoch",
                   .y_title = loss_axis(loss),
                   .series = {epoch_series("training", epochs, &EpochRecord::loss),
                              epoch_series("validation", epochs, &EpochRecord::val_loss)},
                   .whole_x = true});
  if (with_accuracy) {
    plots.push_back({.title = title + ": accuracy",
                     .x_title = "Epoch",
                     .y_title = "Accuracy (share of images)",
                     .series = {epoch_series("training", epochs, &EpochRecord::accuracy),
                                epoch_series("validation", epochs, &EpochRecord::val_accuracy)},
                     .whole_x = true});
  }
  return draw_plots(type, plots);
}

}  // namespace lab
