#include "ui/views/class_filter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/format.h"
#include "ui/item.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr std::array<const char*, Palette::kClasses> kSpots = {
    "map-legend-0", "map-legend-1", "map-legend-2", "map-legend-3", "map-legend-4",
    "map-legend-5", "map-legend-6", "map-legend-7", "map-legend-8", "map-legend-9"};
constexpr std::array<const char*, Palette::kClasses> kDigits = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

}  // namespace

const char* class_name(const CodeMap& map, int label) {
  const auto at = static_cast<std::size_t>(label);
  if (at < map.class_names.size()) return map.class_names[at].c_str();
  return at < kDigits.size() ? kDigits[at] : "";
}

ClassFilter::Grid ClassFilter::grid_of(const Shared& shared, const CodeMap& map, float width) {
  const Theme& theme = shared.theme;
  int count = 0;
  for (const std::uint8_t label : map.labels) count = std::max(count, label + 1);
  if (count < 2 || count > static_cast<int>(Palette::kClasses)) return {0, 1, 0.0F, 0.0F};
  float widest = 0.0F;
  for (int i = 0; i < count; ++i)
    widest = std::max(widest, measure(theme.regular(), theme.size().text_small, class_name(map, i)).x);
  const float least = std::max(widest + theme.px(24), theme.touch() ? theme.px(44) : 0.0F);
  // In rows of about the same length.
  const int most = std::clamp(static_cast<int>(width / least), 1, count);
  const int rows = (count + most - 1) / most;
  const int columns = (count + rows - 1) / rows;
  return {count, columns, std::floor(width / static_cast<float>(columns)), theme.px(theme.touch() ? 44 : 22)};
}

float ClassFilter::height(const Shared& shared, const CodeMap& map, float width) {
  const Grid grid = grid_of(shared, map, width);
  const int rows = (grid.count + grid.columns - 1) / grid.columns;
  return static_cast<float>(rows) * grid.height;
}

void ClassFilter::toggle(int label, int count) {
  const std::uint32_t all = (1U << static_cast<unsigned>(count)) - 1;
  const std::uint32_t bit = 1U << static_cast<unsigned>(label);
  const std::uint32_t now = (shown_ & all) == all ? bit : (shown_ & all) ^ bit;
  shown_ = now == 0 ? kAll : now;
}

void ClassFilter::draw(Shared& shared, const CodeMap& map, float width) {
  const Theme& theme = shared.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const Grid grid = grid_of(shared, map, width);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::PushID("classes");
  for (int i = 0; i < grid.count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    ImGui::SetCursorScreenPos(cell_at(from, i, grid.columns, {grid.width, grid.height}));
    const Item item = place(kSpots[at], {grid.width, grid.height});
    if (!item.visible) continue;
    bool hovered = false;
    bool held = false;
    if (ImGui::ButtonBehavior(item.box, item.id, &hovered, &held)) toggle(i, grid.count);
    shared.note_item(kSpots[at]);
    tooltip(theme, "Shows only this class; press more of them to add these, or the last one again for all");
    const bool on = (shown_ >> static_cast<unsigned>(i) & 1U) != 0;
    const ImVec2 dot{std::round(item.box.Min.x + theme.px(6)), std::round(item.box.GetCenter().y)};
    if (on) {
      list.AddCircleFilled(dot, theme.px(5), c.classes[at]);
    } else {
      list.AddCircle(dot, theme.px(4), c.classes[at], 0, theme.px(1.5F));
    }
    list.AddText(theme.regular(), m.text_small, {dot.x + theme.px(10), text_top(item.box, m.text_small)},
                 on || hovered ? c.text : c.text_muted, class_name(map, i));
    focus_ring(theme, item, m.rounding);
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({width, height(shared, map, width)});
}

}  // namespace lab::ui
