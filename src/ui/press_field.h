#pragma once

#include <imgui.h>

#include "ui/theme.h"

namespace lab::ui {

/// What somebody does with a thing that a panel draws itself and that can be pressed.
struct PressField {
  ImVec2 from, to;       ///< its rectangle
  bool visible = false;  ///< on screen, so that it is worth drawing
  bool hot = false;      ///< pointed at or held
  bool pressed = false;  ///< in this frame
  bool reached = false;  ///< an arrow key has brought the focus here in this frame
};

/// Takes `size` at the cursor and draws nothing but the focus.
[[nodiscard]] PressField press_field(const Theme& theme, const char* name, ImVec2 size, float rounding);

}  // namespace lab::ui
