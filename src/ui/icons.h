#pragma once

#include <imgui.h>

namespace lab::ui {

/// Small pictures drawn from lines, so that they are sharp at every size and need no font.
enum class Icon {
  none,
  play,
  pause,
  step,
  reset,
  dice,
  sun,
  moon,
  help,
  more,
  chevron,
  check,
  close,
  data,
  next,
  undo,
  save,
  denoise,
  code,
  network,
  noise,
  pencil,
  trash,
  camera,
  map
};

/// Draws into a square of `size` pixels around `center`.
void draw_icon(ImDrawList& list, Icon icon, ImVec2 center, float size, ImU32 color);

/// A chevron that points right (`open` = 0) to down (`open` = 1).
void draw_chevron(ImDrawList& list, ImVec2 center, float size, float open, ImU32 color);

}  // namespace lab::ui
