#include "ui/menus.h"

#include <algorithm>
#include <cmath>

#include "ui/icons.h"
#include "ui/item.h"
#include "ui/widgets.h"

namespace lab::ui {

bool begin_dropdown(const Theme& theme, const char* id, const char* shown, float width, float list_width) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2{theme.px(12), std::round((m.control_height - m.text_body) / 2)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{theme.px(6), theme.px(6)});
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  const float wide = std::min(std::max(width, list_width), page.x - 2 * m.page_padding);
  ImGui::SetNextWindowSizeConstraints({wide, 0}, {wide, std::round(page.y * 0.75F)});
  ImGui::SetNextItemWidth(width);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool open = ImGui::BeginCombo(id, nullptr, ImGuiComboFlags_NoArrowButton | ImGuiComboFlags_HeightLargest);
  // The words end before the chevron even where they are too long for the field.
  const float icon = m.icon * 0.8F;
  const ImVec4 clip{from.x, from.y, from.x + width - icon - theme.px(18), from.y + m.control_height};
  const float y = std::round(from.y + (m.control_height - m.text_body) / 2);
  list.AddText(theme.regular(), m.text_body, {from.x + theme.px(12), y}, c.text, shown, nullptr, 0.0F, &clip);
  draw_icon(list, Icon::chevron, {from.x + width - theme.px(10) - icon / 2, std::round(from.y + m.control_height / 2)},
            icon, c.text_muted);
  ImGui::PopStyleVar(2);
  if (open) ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, theme.px(2)});
  return open;
}

void end_dropdown() {
  ImGui::PopStyleVar();
  ImGui::EndCombo();
}

bool menu_item(const Theme& theme, const char* title, const char* detail, bool chosen) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const float pad_x = theme.px(10);
  const float mark = m.icon * 0.9F;
  const float width = ImGui::GetContentRegionAvail().x;
  const float wrap = width - 2 * pad_x - mark - theme.px(8);
  float detail_height = 0.0F;
  if (detail != nullptr) {
    const FontScope scope(theme.regular(), m.text_small);
    detail_height = draw_lines(nullptr, {}, 0, detail, wrap).y + theme.px(2);
  }
  const float content = m.text_body + detail_height;
  const float height = std::max(theme.touch() ? m.control_height : theme.px(32), content + 2 * theme.px(7));
  const Item item = place(title, {width, height});
  if (!item.visible) return false;
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (hovered || held)
    list.AddRectFilled(item.box.Min, item.box.Max, held ? c.control_active : c.control_hover, m.rounding);
  const ImVec2 at{item.box.Min.x + pad_x, std::round(item.box.Min.y + (height - content) / 2)};
  list.AddText(at, c.text, title);
  if (detail != nullptr) {
    const FontScope scope(theme.regular(), m.text_small);
    draw_lines(&list, {at.x, at.y + m.text_body + theme.px(2)}, c.text_muted, detail, wrap);
  }
  if (chosen) {
    draw_icon(list, Icon::check, {item.box.Max.x - pad_x - mark / 2, std::round(at.y + m.text_body / 2)}, mark,
              c.accent);
  }
  focus_ring(theme, item, m.rounding);
  if (pressed) ImGui::CloseCurrentPopup();
  return pressed;
}

void menu_heading(const Theme& theme, const char* title) {
  const Metrics& m = theme.size();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float height = m.text_small + theme.px(14);
  ImGui::GetWindowDrawList()->AddText(theme.semibold(), m.text_small,
                                      {from.x + theme.px(10), std::round(from.y + theme.px(9))},
                                      theme.color().text_muted, title);
  ImGui::Dummy({ImGui::GetContentRegionAvail().x, height});
}

bool begin_menu(const Theme& theme, const char* id, ImVec2 corner, float width) {
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  const float wide = std::min(width, page.x - 2 * theme.size().page_padding);
  ImGui::SetNextWindowPos(corner, ImGuiCond_Always, {1.0F, 0.0F});
  ImGui::SetNextWindowSizeConstraints({wide, 0}, {wide, std::max(page.y - corner.y - theme.px(8), theme.px(120))});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{theme.px(6), theme.px(6)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, theme.px(2)});
  const bool open = ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove);
  if (!open) ImGui::PopStyleVar(2);
  return open;
}

void end_menu() {
  ImGui::EndPopup();
  ImGui::PopStyleVar(2);
}

}  // namespace lab::ui
