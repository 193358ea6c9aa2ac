#include "ui/views/code_view.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "ui/format.h"
#include "ui/look.h"
#include "ui/views/code_heading.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr std::size_t kMostBars = 64;
constexpr float kBarWidth = 150.0F;  // CSS pixels, with its number and its value
constexpr float kCell = 22.0F;       // likewise, in a field of many, at least
constexpr float kLargeCell = 44.0F;  // and at most
constexpr float kKeyStep = 0.05F;    // of the axis
constexpr float kCellDrag = 200.0F;  // CSS pixels that go once along the axis

/// An axis whose end stays where it is until the numbers leave it or need less than half of it.
float settle(float end, float needed) {
  const float wanted = needed * 1.1F;
  return std::fabs(needed) > std::fabs(end) || std::fabs(wanted) < 0.5F * std::fabs(end) ? wanted : end;
}

}  // namespace

void CodeView::find_axis(const Snapshot& snapshot) {
  if (run_ != snapshot.run) low_ = high_ = 0.0F;
  run_ = snapshot.run;
  float low = 0.0F;
  float high = 0.0F;
  const auto take = [&](const std::vector<float>& values) {
    for (const float value : values) {
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  };
  const auto& units = snapshot.seen.get<CodeUnits>();
  take(units.low);
  take(units.high);
  if (shared_.view.attention.code.empty()) {
    take(snapshot.seen.get<Code>().values);
  } else {
    take(shared_.view.attention.code);
  }
  low_ = settle(low_, low);
  high_ = std::max(settle(high_, high), low_ + 1e-6F);
}

void CodeView::draw_heading(const Snapshot& snapshot, Commands& commands) {
  const auto& code = snapshot.seen.get<Code>();
  const auto& units = snapshot.seen.get<CodeUnits>();
  const bool changed = !shared_.view.attention.code.empty();
  draw_code_heading(shared_, commands, "Code");
  if (changed) {
    wrapped_text(theme(), "The third picture is drawn from the numbers as you have set them.");
    return;
  }
  const auto count = static_cast<int>(code.values.size());
  words_.clear();
  words_ += Text("The picture as %d %s. Drag one to see what it does.", count, count == 1 ? "number" : "numbers");
  if (!code.clean.empty() && code.values.size() <= kMostBars) words_ += " Orange: the same picture without noise.";
  if (units.images > 0 && units.dead > 0) {
    words_ += Text(" %d of them %s zero for each of %s test pictures.", units.dead, units.dead == 1 ? "is" : "are",
                   format_count(units.images).c_str());
  }
  wrapped_text(theme(), words_.c_str());
}

void CodeView::change(const Numbers& numbers, std::size_t index, const DragField& field, Commands& commands) {
  if (field.begun || field.keys != 0.0F) {
    pressed_ = numbers.values[index];
    pressed_axis_ = numbers.high - numbers.low;
  }
  if (!field.moved && field.keys == 0.0F) return;
  const float value = pressed_ + (field.moved ? field.shift : field.keys * kKeyStep) * pressed_axis_;
  std::vector<float> code = numbers.values;
  code[index] = value;
  set_code(shared_, commands, std::move(code));
}

void CodeView::draw_bars(const Snapshot& snapshot, const Numbers& numbers, Commands& commands) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const auto& clean = snapshot.seen.get<Code>().clean;
  const std::size_t count = numbers.values.size();
  const float width = ImGui::GetContentRegionAvail().x;
  const float gap = theme().px(18);
  const float row = theme().touch() ? theme().px(44) : theme().px(26);
  // As few columns as the height allows, because longer bars say more.
  const bool scrolls = shared_.arrangement != Arrangement::desktop;
  const auto fit =
      scrolls ? 1 : std::max(std::size_t{1}, static_cast<std::size_t>(ImGui::GetContentRegionAvail().y / row));
  const auto most = std::max(std::size_t{1}, static_cast<std::size_t>((width + gap) / theme().px(kBarWidth)));
  const std::size_t columns = std::min((count + fit - 1) / fit, most);
  const std::size_t rows = (count + columns - 1) / columns;
  const float each = std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  const float name = measure(theme().regular(), m.text_small, "000").x + theme().px(6);
  const float figure = measure(theme().regular(), m.text_small, "-00.00").x + theme().px(6);
  const float track = each - name - figure;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t column = i / rows;
    const ImVec2 at{from.x + static_cast<float>(column) * (each + gap), from.y + static_cast<float>(i % rows) * row};
    ImGui::PushID(static_cast<int>(i));
    ImGui::SetCursorScreenPos(at);
    const DragField field = drag_field(theme(), "number", {each, row}, track);
    if (i == 0) shared_.note_item("code-first");
    ImGui::PopID();
    if (!field.visible) continue;

    const float value = numbers.values[i];
    const bool dead = numbers.units.images > 0 && numbers.units.is_dead(i);
    const auto to_x = [&](float v) {
      const float t = (v - numbers.low) / (numbers.high - numbers.low);
      return at.x + name + std::clamp(t, 0.0F, 1.0F) * track;
    };
    const float middle = at.y + row / 2;
    const float half = theme().px(4);
    const float zero = to_x(0.0F);
    const ImU32 ink = dead ? c.neutral_bar : c.accent;
    list.AddText(theme().regular(), m.text_small, {at.x, std::round(middle - m.text_small / 2)}, c.text_muted,
                 Text("%d", static_cast<int>(i) + 1));
    list.AddRectFilled({at.x + name, middle - half}, {at.x + name + track, middle + half},
                       field.hot ? c.control_hover : c.track, half);
    const float end = to_x(value);
    if (std::fabs(end - zero) >= 1.0F) {
      list.AddRectFilled({std::min(zero, end), middle - half}, {std::max(zero, end), middle + half}, ink,
                         theme().px(2));
    }
    list.AddLine({zero, middle - half - theme().px(2)}, {zero, middle + half + theme().px(2)}, c.axis, m.hairline);
    if (i < clean.size() && !numbers.changed) {
      const float mark = std::round(to_x(clean[i]));
      // Seen on the bar, too, by its edge.
      list.AddLine({mark, middle - half - theme().px(3)}, {mark, middle + half + theme().px(3)}, c.card, theme().px(6));
      list.AddLine({mark, middle - half - theme().px(2)}, {mark, middle + half + theme().px(2)}, c.validation,
                   theme().px(2));
    }
    draw_right(list, theme().regular(), m.text_small, dead ? c.text_muted : c.text, at.x + each,
               std::round(middle - m.text_small / 2), Text("%.2f", static_cast<double>(value)));
    change(numbers, i, field, commands);
  }
  ImGui::SetCursorScreenPos({from.x, from.y + static_cast<float>(rows) * row});
  ImGui::Dummy({1, 1});
}

void CodeView::draw_cells(const Numbers& numbers, Commands& commands) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const std::size_t count = numbers.values.size();
  const float width = ImGui::GetContentRegionAvail().x;
  // As large as all of them fit.
  float cell = theme().px(kLargeCell);
  const auto columns_of = [&] { return std::max(1, static_cast<int>(width / cell)); };
  const auto rows_of = [&] { return (static_cast<int>(count) + columns_of() - 1) / columns_of(); };
  const float height = ImGui::GetContentRegionAvail().y;
  while (!theme().touch() && cell > theme().px(kCell) && static_cast<float>(rows_of()) * cell > height) cell -= 1.0F;
  const int columns = columns_of();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float reach = std::max({-numbers.low, numbers.high, 1e-6F});
  for (std::size_t i = 0; i < count; ++i) {
    const ImVec2 at = cell_at(from, static_cast<int>(i), columns, {cell, cell});
    ImGui::PushID(static_cast<int>(i));
    ImGui::SetCursorScreenPos(at);
    const DragField field = drag_field(theme(), "number", {cell, cell}, theme().px(kCellDrag));
    if (i == 0) shared_.note_item("code-first");
    const float value = numbers.values[i];
    const bool dead = numbers.units.images > 0 && numbers.units.is_dead(i);
    if (field.visible) {
      const float strength = std::clamp(std::fabs(value) / reach, 0.0F, 1.0F);
      const ImU32 fill = dead ? c.card : mix(c.track, value < 0.0F ? c.validation : c.accent, strength);
      const ImVec2 to{at.x + cell - theme().px(2), at.y + cell - theme().px(2)};
      list.AddRectFilled(at, to, fill, theme().px(3));
      if (dead) list.AddRect(at, to, c.card_border, theme().px(3), 0, m.hairline);
      if (field.hot) list.AddRect(at, to, c.text, theme().px(3), 0, theme().px(1.5F));
    }
    tooltip(theme(), Text(dead ? "%d: zero for every test picture" : "%d: %.3f", static_cast<int>(i) + 1,
                          static_cast<double>(value)));
    ImGui::PopID();
    change(numbers, i, field, commands);
  }
  const std::size_t rows = (count + columns - 1) / columns;
  ImGui::SetCursorScreenPos({from.x, from.y + static_cast<float>(rows) * cell});
  ImGui::Dummy({1, 1});
}

void CodeView::draw(const Snapshot& snapshot, Commands& commands) {
  const auto& code = snapshot.seen.get<Code>();
  if (!snapshot.spec->reconstructs()) {
    heading(theme(), "Code");
    wrapped_text(theme(),
                 "This network names digits: it has no code to rebuild a picture from. Choose one that "
                 "denoises or rebuilds, such as \"Code of two numbers\".");
    return;
  }
  if (code.values.empty()) {
    heading(theme(), "Code");
    wrapped_text(theme(), "There are no pictures yet.");
    return;
  }
  draw_heading(snapshot, commands);
  find_axis(snapshot);
  const auto& units = snapshot.seen.get<CodeUnits>();
  static const CodeUnits kNone;
  const bool changed = shared_.view.attention.code.size() == code.values.size();
  const Numbers numbers{changed ? shared_.view.attention.code : code.values,
                        units.low.size() == code.values.size() ? units : kNone, low_, high_, changed};
  // On a desktop the card scrolls inside, so that the large pictures keep their size; on a phone the column does.
  const bool inside = shared_.arrangement == Arrangement::desktop;
  if (inside) ImGui::BeginChild("numbers", {0, 0}, ImGuiChildFlags_NavFlattened);
  if (code.values.size() <= kMostBars) {
    draw_bars(snapshot, numbers, commands);
  } else {
    draw_cells(numbers, commands);
  }
  if (inside) ImGui::EndChild();
}

}  // namespace lab::ui
