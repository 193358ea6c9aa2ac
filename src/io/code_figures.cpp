#include "io/code_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "io/canvas.h"
#include "io/figure_style.h"
#include "io/figures.h"
#include "train/class_colors.h"

namespace lab {
namespace {

using figure_style::kGrid;
using figure_style::kInk;
using figure_style::kPaper;
using figure_style::kTextHeight;
using figure_style::kTextScale;

constexpr int kSide = 720;  // pixels of the plane
constexpr int kMargin = 24;
constexpr int kLegend = 150;  // pixels beside it
constexpr float kDot = 6.0F;
constexpr float kEdge = 0.04F;  // of the extent, free around the points

Error no_code() { return Error{"This network has no code, so there is nothing to draw."}; }

/// The square of the plane that holds all points.
struct Window {
  float x = 0.0F, y = 0.0F;  ///< its lower left corner
  float extent = 1.0F;
};

Window window_of(const CodeMap& map) {
  const auto [left, right] = std::ranges::minmax(map.x);
  const auto [low, high] = std::ranges::minmax(map.y);
  const float extent = std::max({right - left, high - low, 1e-6F}) * (1.0F + 2.0F * kEdge);
  return {(left + right - extent) / 2, (low + high - extent) / 2, extent};
}

std::string title_of(const CodePlane& plane) {
  if (plane.as_they_are) return "the codes as they are";
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), "two principal components: %.0f %% and %.0f %% of the variance",
                100.0 * static_cast<double>(plane.explained[0]), 100.0 * static_cast<double>(plane.explained[1]));
  return text.data();
}

Rgb color_of(int label) {
  const std::uint32_t color = kClassColors[static_cast<std::size_t>(label) % kClassColors.size()].on_light;
  const auto channel = [&](unsigned shift) { return static_cast<std::uint8_t>(color >> shift & 255U); };
  return {channel(16), channel(8), channel(0)};
}

std::string class_name(const Dataset& data, int label) {
  const auto at = static_cast<std::size_t>(label);
  return at < data.class_names.size() ? data.class_names[at] : std::to_string(label);
}

}  // namespace

Result<Picture> map_figure(ModelSubject& model) {
  const auto map = observe_now<CodeMap>(model.look({.view = OpenView::code}));
  if (!map || map->x.empty()) return no_code();
  const bool named = !map->labels.empty();
  const int top = kMargin + kTextHeight + 10;
  Canvas canvas(2 * kMargin + kSide + (named ? kLegend : 0), top + kSide + kMargin, kPaper);
  canvas.text(kMargin, kMargin, title_of(map->plane), kTextScale, kInk);
  const Window window = window_of(*map);
  const auto place = [&](float x, float y) {
    const float scale = static_cast<float>(kSide) / window.extent;
    return std::pair{static_cast<float>(kMargin) + (x - window.x) * scale,
                     static_cast<float>(top + kSide) - (y - window.y) * scale};
  };
  const auto [zero_x, zero_y] = place(0.0F, 0.0F);
  constexpr float kHair = 1.0F;
  const auto inside = [](float at, int from) {
    return at >= static_cast<float>(from) && at <= static_cast<float>(from + kSide);
  };
  if (inside(zero_x, kMargin))
    canvas.line(zero_x, static_cast<float>(top), zero_x, static_cast<float>(top + kSide), kHair, kGrid);
  if (inside(zero_y, top)) {
    canvas.line(static_cast<float>(kMargin), zero_y, static_cast<float>(kMargin + kSide), zero_y, kHair, kGrid);
  }
  int classes = 0;
  for (std::size_t i = 0; i < map->x.size(); ++i) {
    const int label = named ? map->labels[i] : 0;
    classes = std::max(classes, label + 1);
    const auto [x, y] = place(map->x[i], map->y[i]);
    canvas.line(x, y, x, y, kDot, color_of(label));
  }
  for (int label = 0; named && label < classes; ++label) {
    const int x = kMargin + kSide + 20;
    const int y = top + label * (kTextHeight + 12);
    const auto middle = static_cast<float>(y) + static_cast<float>(kTextHeight) / 2;
    canvas.line(static_cast<float>(x), middle, static_cast<float>(x), middle, 2 * kDot, color_of(label));
    canvas.text(x + 14, y + 2, class_name(model.data(), label), kTextScale, kInk);
  }
  return canvas.picture();
}

Result<Picture> grid_figure(ModelSubject& model, int side) {
  Attention attention{.view = OpenView::code};
  const auto map = observe_now<CodeMap>(model.look(attention));
  if (!map || map->x.empty()) return no_code();
  const Window window = window_of(*map);
  auto codes = std::make_shared<CodeList>();
  codes->size = static_cast<int>(map->plane.origin.size());
  const float step = window.extent / static_cast<float>(side);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const std::vector<float> code = map->plane.code_at(window.x + (static_cast<float>(column) + 0.5F) * step,
                                                         window.y + (static_cast<float>(side - 1 - row) + 0.5F) * step);
      codes->values.insert(codes->values.end(), code.begin(), code.end());
    }
  }
  attention.codes = std::move(codes);
  const auto decoded = observe_now<Decoded>(model.look(attention));
  const auto pixels = static_cast<std::ptrdiff_t>(decoded->shape.size()) * side;
  FigureBlock block{title_of(map->plane), {}};
  for (int row = 0; row < side; ++row)
    block.rows.emplace_back(decoded->pixels.begin() + row * pixels, decoded->pixels.begin() + (row + 1) * pixels);
  return image_blocks(decoded->shape, 1, {block});
}

Result<Picture> between_figure(ModelSubject& model, int from, int to) {
  const auto between =
      observe_now<Between>(model.look({.view = OpenView::code, .between_from = from, .between_to = to}));
  if (!between || between->through_code.empty()) return no_code();
  return image_rows(between->shape, Between::kSteps,
                    {{"through the code", between->through_code}, {"through the pixels", between->through_pixels}});
}

}  // namespace lab
