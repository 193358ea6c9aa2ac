#include "ui/view_list.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/format.h"
#include "ui/item.h"
#include "ui/look.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr std::array kViews = {
    ViewEntry{OpenView::denoise, "denoise", "Denoise", "Test pictures and the course of the training", Icon::denoise,
              "view-denoise"},
    ViewEntry{OpenView::code, "code", "Code", "The numbers between encoder and decoder", Icon::code, "view-code"},
    ViewEntry{OpenView::network, "network", "Network",
              "The layers, what they make of a picture and what they have learned", Icon::network, "view-network"},
    ViewEntry{OpenView::noise, "noise", "Noise", "How much noise it takes, and of which kind", Icon::noise,
              "view-noise"},
};

/// The press of one tab; draws nothing.
struct Tab {
  Item item;
  bool hovered = false;
  bool pressed = false;
};

Tab tab_at(const Theme& theme, const ViewEntry& entry, int key, ImVec2 size) {
  Tab tab{.item = place(entry.name, size)};
  if (!tab.item.visible) return tab;
  bool held = false;
  tab.pressed = ImGui::ButtonBehavior(tab.item.box, tab.item.id, &tab.hovered, &held);
  tooltip(theme, Text("%s (%d)", entry.help, key));
  return tab;
}

}  // namespace

std::span<const ViewEntry> views() { return kViews; }

const ViewEntry* find_view(std::string_view name) {
  const auto* const found = std::ranges::find(kViews, name, &ViewEntry::name);
  return found == kViews.end() ? nullptr : found;
}

std::string no_view(const std::string& name) {
  std::string sentence = "There is no view \"" + name + "\"; there are ";
  for (const ViewEntry& entry : kViews) {
    if (&entry != kViews.data()) sentence += &entry == &kViews.back() ? " and " : ", ";
    sentence += entry.name;
  }
  return sentence + ".";
}

const ViewEntry& entry_of(OpenView view) { return *std::ranges::find(kViews, view, &ViewEntry::view); }

void open_view(Shared& shared, Commands& commands, OpenView view) {
  if (shared.view.attention.view == view) return;
  shared.view.attention.view = view;
  attend(shared, commands);
}

void draw_view_tabs(Shared& shared, Commands& commands) {
  const Theme& theme = shared.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = m.tabs_height;
  const float inside = theme.px(12);
  ImGui::PushID("views");
  for (std::size_t i = 0; i < kViews.size(); ++i) {
    const ViewEntry& entry = kViews[i];
    if (i > 0) ImGui::SameLine(0.0F, theme.px(4));
    const float icon = m.icon + theme.px(8);
    const float width = measure(theme.semibold(), m.text_body, entry.title).x + icon + 2 * inside;
    const Tab tab = tab_at(theme, entry, static_cast<int>(i) + 1, {std::round(width), height});
    if (!tab.item.visible) continue;
    if (tab.pressed) open_view(shared, commands, entry.view);
    shared.note_spot(entry.spot, tab.item.box.Min, tab.item.box.Max);
    const bool open = shared.view.attention.view == entry.view;
    const ImRect& box = tab.item.box;
    const ImU32 color = open || tab.hovered ? c.text : c.text_muted;
    draw_icon(list, entry.icon, {box.Min.x + inside + m.icon / 2, std::round(box.GetCenter().y)}, m.icon * 0.9F,
              open ? c.accent : color);
    list.AddText(open ? theme.semibold() : theme.regular(), m.text_body,
                 {box.Min.x + inside + icon, text_top(box, m.text_body)}, color, entry.title);
    if (open) {
      list.AddRectFilled({box.Min.x + inside, box.Max.y - theme.px(2)}, {box.Max.x - inside, box.Max.y}, c.accent,
                         theme.px(1));
    }
    focus_ring(theme, tab.item, m.rounding);
  }
  ImGui::PopID();
}

void draw_view_bar(Shared& shared, Commands& commands, float height) {
  const Theme& theme = shared.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  list.AddRectFilled(from, {from.x + width, from.y + height}, c.header);
  list.AddLine(from, {from.x + width, from.y}, c.card_border, m.hairline);
  const float each = std::floor(width / static_cast<float>(kViews.size()));
  ImGui::PushID("views");
  for (std::size_t i = 0; i < kViews.size(); ++i) {
    const ViewEntry& entry = kViews[i];
    if (i > 0) ImGui::SameLine(0.0F, 0.0F);
    const Tab tab = tab_at(theme, entry, static_cast<int>(i) + 1, {each, height});
    if (!tab.item.visible) continue;
    if (tab.pressed) {
      shared.view.own_open = false;  // which is in the view's place here
      open_view(shared, commands, entry.view);
    }
    shared.note_spot(entry.spot, tab.item.box.Min, tab.item.box.Max);
    const bool open = shared.view.attention.view == entry.view && !shared.view.own_open;
    const ImU32 color = open ? c.accent : c.text_muted;
    const float x = tab.item.box.GetCenter().x;
    const float words = measure(theme.regular(), m.text_small, entry.title).x;
    const float top = from.y + std::round((height - m.icon - m.text_small - theme.px(3)) / 2);
    draw_icon(list, entry.icon, {std::round(x), top + m.icon / 2}, m.icon, color);
    list.AddText(theme.regular(), m.text_small, {std::round(x - words / 2), top + m.icon + theme.px(3)}, color,
                 entry.title);
    focus_ring(theme, tab.item, 0.0F);
  }
  ImGui::PopID();
}

}  // namespace lab::ui
