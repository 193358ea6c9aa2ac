#include "ui/drag_field.h"

#include <cmath>
#include <utility>

#include "ui/item.h"

namespace lab::ui {

DragField drag_field(const Theme& theme, const char* name, ImVec2 size, float width) {
  const Item item = place(name, size);
  DragField field{.from = item.box.Min, .to = item.box.Max, .visible = item.visible};
  if (!item.visible) return field;
  bool hovered = false;
  bool held = false;
  field.begun = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
  field.hot = hovered || held;
  const ImGuiIO& io = ImGui::GetIO();
  // The last way of the mouse and letting go may come in one frame.
  const bool let_go = ImGui::IsItemDeactivated() && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  if ((held && io.MouseDown[0]) || let_go) {
    const float way = io.MousePos.x - io.MouseClickedPos[0].x;
    field.moved = std::fabs(way) >= 1.0F;
    field.shift = way / width;
  }
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.NavId == item.id && g.NavCursorVisible) {
    // While it has the focus, left and right are its keys and move nothing else.
    for (const auto& [key, step] : {std::pair{ImGuiKey_LeftArrow, -1.0F}, std::pair{ImGuiKey_RightArrow, 1.0F}}) {
      if (ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, item.id)) field.keys += step;
      ImGui::SetKeyOwner(key, item.id);
    }
  }
  focus_ring(theme, item, theme.px(4));
  return field;
}

}  // namespace lab::ui
