#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// Ten test digits in three aligned rows: original, noisy, denoised. Picking one makes it the spotlight.
class StripPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  void draw_tools(const Snapshot& snapshot, Commands& commands);
  void draw_block(const Snapshot& snapshot, Commands& commands, int first, int columns);
};

}  // namespace lab::ui
