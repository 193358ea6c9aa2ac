#include "io/code_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "io/axes.h"
#include "io/figure_style.h"
#include "io/figures.h"
#include "io/format.h"
#include "train/class_colors.h"

namespace lab {
namespace {

using namespace figure_style;

constexpr float kSide = 460.0F;  // of the plane
constexpr float kTitleRoom = 28.0F;
constexpr double kEdge = 0.04;  // of the extent, free around the points

Error no_code() { return Error{"This network has no code, so there is nothing to draw."}; }

std::string axis_title(const CodePlane& plane, std::size_t axis) {
  const std::string which = std::to_string(axis + 1);
  if (plane.as_they_are) return "Number " + which + " of the code";
  return "Principal component " + which +
         format(" (%.0f %% of the variance)", 100.0 * static_cast<double>(plane.explained[axis]));
}

/// Axes around the square of the plane that holds all points, in the figure's place for it.
Axes axes_of(const Typeface& type, const CodeMap& map) {
  const auto [left, right] = std::ranges::minmax(map.x);
  const auto [low, high] = std::ranges::minmax(map.y);
  const double extent =
      std::max({static_cast<double>(right - left), static_cast<double>(high - low), 1e-6}) * (1.0 + 2.0 * kEdge);
  const auto axis = [&](std::size_t which, float from, float to) {
    const double begin = 0.5 * (static_cast<double>(from) + static_cast<double>(to) - extent);
    return Axis{axis_title(map.plane, which), begin, begin + extent, linear_ticks(begin, begin + extent, 6)};
  };
  Axes axes{.area = {}, .x = axis(0, left, right), .y = axis(1, low, high)};
  axes.area = {kMargin + room_left_of(type, axes.y), kMargin + kTitleRoom, kSide, kSide};
  return axes;
}

Drawing empty_plane(const Typeface& type, const Axes& axes, float beside, const std::string& title) {
  Drawing drawing(type, std::ceil(axes.area.right() + beside + kMargin),
                  std::ceil(axes.area.bottom() + room_below(axes.x) + kMargin), title);
  drawing.text({axes.area.x, kMargin + type.cap_height(kTitle.size)}, title, kTitle);
  return drawing;
}

Paint color_of(int label) {
  const std::uint32_t color = kClassColors[static_cast<std::size_t>(label) % kClassColors.size()].on_light;
  const auto channel = [&](unsigned shift) { return static_cast<std::uint8_t>(color >> shift & 255U); };
  return {{channel(16), channel(8), channel(0)}};
}

std::string class_name(const Dataset& data, int label) {
  const auto at = static_cast<std::size_t>(label);
  return at < data.class_names.size() ? data.class_names[at] : std::to_string(label);
}

/// The points of each class; of all, where they have none.
std::vector<std::vector<Position>> points_of(const CodeMap& map, const Axes& axes) {
  std::vector<std::vector<Position>> classes;
  for (std::size_t i = 0; i < map.x.size(); ++i) {
    const std::size_t label = map.labels.empty() ? 0 : map.labels[i];
    if (label >= classes.size()) classes.resize(label + 1);
    classes[label].push_back(axes.place(static_cast<double>(map.x[i]), static_cast<double>(map.y[i])));
  }
  return classes;
}

Position median_of(std::vector<Position> points) {
  const auto half = static_cast<std::ptrdiff_t>(points.size() / 2);
  std::ranges::nth_element(points, points.begin() + half, {}, &Position::x);
  const float x = points[static_cast<std::size_t>(half)].x;
  std::ranges::nth_element(points, points.begin() + half, {}, &Position::y);
  return {x, points[static_cast<std::size_t>(half)].y};
}

/// The name of a class and where it stands among the points.
struct ClassName {
  Position at;  ///< its middle
  float width;
  std::string name;
  Paint paint;
};
constexpr TextStyle kName{.size = 13.0F, .paint = {}, .weight = Weight::semibold, .align = Align::center};
constexpr float kNameHeight = 17.0F;

/// Moves names that lie on each other apart, upwards and downwards.
void part(std::vector<ClassName>& names) {
  constexpr int kRounds = 50;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t a = 0; a < names.size(); ++a) {
      for (std::size_t b = a + 1; b < names.size(); ++b) {
        const float apart = names[b].at.y - names[a].at.y;
        const bool beside = std::fabs(names[a].at.x - names[b].at.x) >= 0.5F * (names[a].width + names[b].width);
        if (beside || std::fabs(apart) >= kNameHeight) continue;
        const float move = 0.5F * (kNameHeight - std::fabs(apart)) * (apart < 0.0F ? -1.0F : 1.0F);
        names[a].at.y -= move;
        names[b].at.y += move;
      }
    }
  }
}

void draw_name(Drawing& drawing, const ClassName& name) {
  TextStyle style = kName;
  style.paint = name.paint;
  const auto& [at, width, text, paint] = name;
  drawing.fill({at.x - 0.5F * width, at.y - 0.5F * kNameHeight, width, kNameHeight}, {kPaper.color, 0.85F});
  drawing.text({at.x, at.y + 0.5F * drawing.type().cap_height(style.size)}, text, style);
}

}  // namespace

Result<Drawing> map_figure(const Typeface& type, ModelSubject& model) {
  const auto map = observe_now<CodeMap>(model.look({.view = OpenView::code}));
  if (!map || map->x.empty()) return no_code();
  const Axes axes = axes_of(type, *map);
  const auto classes = points_of(*map, axes);
  const bool named = !map->labels.empty();
  constexpr float kLegendGap = 18.0F;
  constexpr float kSample = 12.0F;
  float legend = 0.0F;
  for (std::size_t label = 0; named && label < classes.size(); ++label) {
    const float name = type.width(class_name(model.data(), static_cast<int>(label)), kText.size);
    legend = std::max(legend, kLegendGap + kSample + name);
  }
  Drawing drawing = empty_plane(type, axes, legend, "Codes of " + std::to_string(map->x.size()) + " test images");
  draw_grid(drawing, axes, true);
  for (std::size_t label = 0; label < classes.size(); ++label) {
    Paint paint = color_of(static_cast<int>(label));
    paint.opacity = 0.75F;
    drawing.dots(classes[label], 2.2F, paint);
  }
  draw_axes(drawing, axes);
  if (!named) return drawing;
  std::vector<ClassName> names;
  for (std::size_t label = 0; label < classes.size(); ++label) {
    const Paint paint = color_of(static_cast<int>(label));
    const std::string name = class_name(model.data(), static_cast<int>(label));
    if (!classes[label].empty()) {
      // Where most of its points are, so that no one has to tell ten colours apart.
      names.push_back({median_of(classes[label]), type.width(name, kName.size, kName.weight) + 8.0F, name, paint});
    }
    const Position at{axes.area.right() + kLegendGap, axes.area.y + (static_cast<float>(label) + 0.5F) * kLineHeight};
    drawing.dots({at}, 4.0F, paint);
    drawing.text({at.x + kSample, at.y + 0.5F * type.cap_height(kText.size)}, name, kText);
  }
  part(names);
  for (const ClassName& name : names) draw_name(drawing, name);
  return drawing;
}

Result<Drawing> grid_figure(const Typeface& type, ModelSubject& model, int side) {
  Attention attention{.view = OpenView::code};
  const auto map = observe_now<CodeMap>(model.look(attention));
  if (!map || map->x.empty()) return no_code();
  const Axes axes = axes_of(type, *map);
  auto codes = std::make_shared<CodeList>();
  codes->size = static_cast<int>(map->plane.origin.size());
  const double step = (axes.x.high - axes.x.low) / side;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const std::vector<float> code =
          map->plane.code_at(static_cast<float>(axes.x.low + (column + 0.5) * step),
                             static_cast<float>(axes.y.low + (side - 1 - row + 0.5) * step));
      codes->values.insert(codes->values.end(), code.begin(), code.end());
    }
  }
  attention.codes = std::move(codes);
  const auto decoded = observe_now<Decoded>(model.look(attention));
  const Shape& shape = decoded->shape;
  Picture all{side * shape.width, side * shape.height, shape.channels, {}};
  const auto line = static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.channels);
  for (int y = 0; y < all.height; ++y) {
    for (int column = 0; column < side; ++column) {
      const int image = y / shape.height * side + column;
      const auto* from = &decoded->pixels[(static_cast<std::size_t>(image) * static_cast<std::size_t>(shape.height) +
                                           static_cast<std::size_t>(y % shape.height)) *
                                          line];
      all.pixels.insert(all.pixels.end(), from, from + line);
    }
  }
  Drawing drawing = empty_plane(type, axes, 0.0F, "What the decoder makes of codes all over the plane");
  drawing.image(axes.area, std::move(all));
  draw_axes(drawing, axes);
  return drawing;
}

Result<Drawing> between_figure(const Typeface& type, ModelSubject& model, int from, int to) {
  const auto between =
      observe_now<Between>(model.look({.view = OpenView::code, .between_from = from, .between_to = to}));
  if (!between || between->through_code.empty()) return no_code();
  std::vector<std::string> shares;
  shares.reserve(Between::kSteps);
  for (int step = 0; step < Between::kSteps; ++step)
    shares.push_back(format("%d %%", 100 * step / (Between::kSteps - 1)));
  return image_rows(type, "From test image " + std::to_string(from) + " to test image " + std::to_string(to),
                    between->shape,
                    {{"through the code", between->through_code}, {"pixel by pixel", between->through_pixels}}, shares);
}

}  // namespace lab
