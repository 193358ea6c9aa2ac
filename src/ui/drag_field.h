#pragma once

#include <imgui.h>

#include "ui/theme.h"

namespace lab::ui {

/// What somebody does with a number that is changed by dragging it sideways, or by left and right when it has the
/// focus.
struct DragField {
  ImVec2 from, to;       ///< its rectangle
  bool visible = false;  ///< on screen, so that it is worth drawing
  bool hot = false;      ///< pointed at or held
  bool begun = false;    ///< pressed in this frame
  bool moved = false;    ///< held, and somewhere else than where it was pressed
  float shift = 0.0F;    ///< how far it was dragged since it was pressed, in widths
  float keys = 0.0F;     ///< how many steps keys have moved it in this frame
};

/// Takes `size` at the cursor and draws nothing but the focus. `width`: the way in pixels that counts as 1.
[[nodiscard]] DragField drag_field(const Theme& theme, const char* name, ImVec2 size, float width);

}  // namespace lab::ui
