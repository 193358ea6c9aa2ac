#include "ui/views/gallery.h"

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/press_field.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

// CSS pixels.
constexpr float kButtonGap = 4.0F;
constexpr float kWordsGap = 10.0F;

CellGrid grid_of(float height, float aspect, float gap, ImVec2 room) {
  const float width = std::floor(std::min(height * aspect, room.x));
  const auto fit = [&](float all, float one) {
    return std::max(1, static_cast<int>(std::floor((all + gap) / (one + gap))));
  };
  return {{width, height}, gap, fit(room.x, width), fit(room.y, height)};
}

float button_side(const Theme& theme) { return theme.touch() ? theme.size().control_height : theme.px(28); }

Text page_words(int first, int last, int count) {
  return Text("%d\xE2\x80\x93%d of %s", first, last, format_count(count).c_str());
}

}  // namespace

CellGrid fit_cells(int count, float aspect, float least, float most, float gap, ImVec2 room) {
  for (int height = static_cast<int>(most); static_cast<float>(height) > least; --height) {
    const CellGrid grid = grid_of(static_cast<float>(height), aspect, gap, room);
    if (grid.per_page() >= count && grid.height(count) <= room.y) return grid;
  }
  return grid_of(std::floor(least), aspect, gap, room);
}

int Pager::first(int count, int per_page) {
  const int last = std::max(count - 1, 0) / per_page * per_page;
  first_ = std::clamp(first_ / per_page * per_page, 0, last);
  return first_;
}

float Pager::width(const Theme& theme, int count) {
  return 2 * button_side(theme) + theme.px(kButtonGap + kWordsGap) +
         measure(theme.regular(), theme.size().text_small, page_words(count, count, count)).x;
}

void Pager::draw(Shared& shared, int count, int per_page, const char* previous_spot, const char* next_spot) {
  if (count <= per_page) return;
  const Theme& theme = shared.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = button_side(theme);
  const int shown = first(count, per_page);
  const auto turn = [&](const char* name, int page, float open) {
    const PressField field = press_field(theme, name, {height, height}, m.rounding);
    shared.note_item(name);
    const bool there = page >= 0 && page < count;
    if (field.pressed && there) first_ = page;
    if (!field.visible || theme.figure()) return;
    if (there) list.AddRectFilled(field.from, field.to, field.hot ? c.control_hover : c.control, m.rounding);
    draw_chevron(list, {(field.from.x + field.to.x) / 2, (field.from.y + field.to.y) / 2}, m.icon * 0.8F, open,
                 there ? c.text : c.axis);
  };
  turn(previous_spot, shown - per_page, 2.0F);
  ImGui::SameLine(0.0F, theme.px(kButtonGap));
  turn(next_spot, shown + per_page, 0.0F);
  ImGui::SameLine(0.0F, theme.px(kWordsGap));
  const Text words = page_words(shown + 1, std::min(shown + per_page, count), count);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  list.AddText(theme.regular(), m.text_small, {at.x, std::round(at.y + (height - m.text_small) / 2)}, c.text_muted,
               words);
  ImGui::Dummy({measure(theme.regular(), m.text_small, words).x, height});
}

}  // namespace lab::ui
