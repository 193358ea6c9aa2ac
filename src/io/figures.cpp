#include "io/figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "io/canvas.h"

namespace lab {
namespace {

constexpr Rgb kPaper{255, 255, 255};
constexpr Rgb kInk{40, 44, 52};
constexpr Rgb kGrid{225, 228, 233};
constexpr Rgb kTraining{37, 99, 235};
constexpr Rgb kValidation{217, 119, 6};
constexpr int kTextScale = 2;
constexpr int kTextHeight = 8 * kTextScale;

std::string format(const char* pattern, double value) {
  char text[32];
  std::snprintf(text, sizeof text, pattern, value);
  return text;
}

/// The step between axis labels: 1, 2 or 5 times a power of ten, giving about `wanted` of them.
double nice_step(double range, int wanted) {
  const double raw = range / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw) return factor * power;
  }
  return 10.0 * power;
}

struct Series {
  std::string name;
  Rgb color;
  float EpochRecord::*value;
};

struct Box {
  int x, y, width, height;
};

/// One set of axes with its curves inside `box`.
/// (The legend is written from the right, so the last series stands leftmost.)
void draw_plot(Canvas& canvas, const Box& box, const std::string& title, const std::vector<EpochRecord>& epochs,
               const std::vector<Series>& series) {
  double low = INFINITY;
  double high = -INFINITY;
  for (const auto& record : epochs) {
    for (const auto& s : series) {
      const auto value = static_cast<double>(record.*s.value);
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  if (!(high >= low)) low = high = 0.0;
  const double margin = high > low ? 0.06 * (high - low) : std::max(0.1 * std::abs(high), 1e-3);
  low -= margin;
  high += margin;
  const int last = std::max(epochs.empty() ? 1 : epochs.back().epoch, 2);
  const auto x_at = [&](double epoch) { return static_cast<float>(box.x + box.width * (epoch - 1) / (last - 1)); };
  const auto y_at = [&](double value) {
    return static_cast<float>(box.y + box.height * (high - value) / (high - low));
  };

  canvas.text(box.x, box.y - kTextHeight - 12, title, kTextScale, kInk);
  const double y_step = nice_step(high - low, 5);
  for (int i = static_cast<int>(std::ceil(low / y_step)); i * y_step <= high; ++i) {
    const float y = y_at(i * y_step);
    canvas.line(static_cast<float>(box.x), y, static_cast<float>(box.x + box.width), y, 1.0F, kGrid);
    const std::string label = format("%.4g", i * y_step);
    canvas.text(box.x - 10 - Canvas::text_width(label, kTextScale), static_cast<int>(y) - kTextHeight / 2, label,
                kTextScale, kInk);
  }
  const int x_step = std::max(1, static_cast<int>(nice_step(last - 1, 8)));
  for (int epoch = 1; epoch <= last; epoch += epoch == 1 && x_step > 1 ? x_step - 1 : x_step) {
    const std::string label = std::to_string(epoch);
    canvas.text(static_cast<int>(x_at(epoch)) - Canvas::text_width(label, kTextScale) / 2, box.y + box.height + 10,
                label, kTextScale, kInk);
  }
  canvas.text(box.x + box.width / 2 - 30, box.y + box.height + 34, "epoch", kTextScale, kInk);
  canvas.line(static_cast<float>(box.x), static_cast<float>(box.y + box.height), static_cast<float>(box.x + box.width),
              static_cast<float>(box.y + box.height), 1.5F, kInk);

  int legend_x = box.x + box.width;
  const int legend_y = box.y - kTextHeight - 12;
  const int legend_line_y = legend_y + kTextHeight / 2 - 2;
  for (const auto& s : series) {
    legend_x -= Canvas::text_width(s.name, kTextScale) + 44;
    const auto y = static_cast<float>(legend_line_y);
    canvas.line(static_cast<float>(legend_x), y, static_cast<float>(legend_x + 24), y, 3.0F, s.color);
    canvas.text(legend_x + 32, legend_y, s.name, kTextScale, kInk);
  }
  for (const auto& s : series) {
    for (std::size_t i = 0; i < epochs.size(); ++i) {
      const auto& to = epochs[i];
      const auto& from = epochs[i > 0 ? i - 1 : 0];
      if (!std::isfinite(to.*s.value) || !std::isfinite(from.*s.value)) continue;
      canvas.line(x_at(from.epoch), y_at(static_cast<double>(from.*s.value)), x_at(to.epoch),
                  y_at(static_cast<double>(to.*s.value)), epochs.size() == 1 ? 7.0F : 2.5F, s.color);
    }
  }
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

Picture history_plot(const std::string& title, const std::vector<EpochRecord>& epochs, bool with_accuracy) {
  constexpr int kWidth = 900;
  constexpr int kPlotHeight = 460;
  Canvas canvas(kWidth, with_accuracy ? 2 * kPlotHeight : kPlotHeight, kPaper);
  const Box box{110, 60, kWidth - 150, kPlotHeight - 130};
  draw_plot(canvas, box, title + ": loss", epochs,
            {{"validation", kValidation, &EpochRecord::val_loss}, {"training", kTraining, &EpochRecord::loss}});
  if (with_accuracy) {
    draw_plot(
        canvas, {box.x, box.y + kPlotHeight, box.width, box.height}, title + ": accuracy", epochs,
        {{"validation", kValidation, &EpochRecord::val_accuracy}, {"training", kTraining, &EpochRecord::accuracy}});
  }
  return canvas.picture();
}

std::string history_csv(const std::vector<EpochRecord>& epochs) {
  std::string csv = "epoch,loss,val_loss,accuracy,val_accuracy,seconds\n";
  const auto cell = [](float value) {
    return std::isfinite(value) ? format("%.7g", static_cast<double>(value)) : std::string();
  };
  for (const auto& r : epochs) {
    csv += std::to_string(r.epoch) + "," + cell(r.loss) + "," + cell(r.val_loss) + "," + cell(r.accuracy) + "," +
           cell(r.val_accuracy) + "," + format("%.3f", r.seconds) + "\n";
  }
  return csv;
}

}  // namespace lab
