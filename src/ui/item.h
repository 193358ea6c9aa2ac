#pragma once

#include <imgui_internal.h>

#include "ui/theme.h"

/// What the controls of our own (widgets.cpp, menus.cpp, drag_field.cpp, press_field.cpp, view_list.cpp) have in
/// common; nobody else includes this.
namespace lab::ui {

struct Item {
  bool visible = false;
  ImRect box;
  ImGuiID id = 0;
};

/// Reserves room for a control of our own and makes it known to ImGui, so that focus and hovering work.
[[nodiscard]] Item place(const char* name, ImVec2 size);

/// Draws the focus ring if `item` has the keyboard focus.
void focus_ring(const Theme& theme, const Item& item, float rounding);

/// Where text of that height begins to stand in the middle of `box`.
[[nodiscard]] float text_top(const ImRect& box, float text_height);

}  // namespace lab::ui
