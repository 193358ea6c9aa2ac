#include "ui/press_field.h"

#include "ui/item.h"

namespace lab::ui {

PressField press_field(const Theme& theme, const char* name, ImVec2 size, float rounding) {
  const Item item = place(name, size);
  PressField field{.from = item.box.Min, .to = item.box.Max, .visible = item.visible};
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  field.reached = item.id != 0 && g.NavJustMovedToId == item.id && !g.NavJustMovedToIsTabbing && g.NavCursorVisible;
  if (!item.visible) return field;
  bool held = false;
  field.pressed = ImGui::ButtonBehavior(item.box, item.id, &field.hot, &held);
  field.hot = field.hot || held;
  focus_ring(theme, item, rounding);
  return field;
}

}  // namespace lab::ui
