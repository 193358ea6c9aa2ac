#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// Train, pause, step, begin again; how far the run is.
class ActionsPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  void draw_train_button(const Snapshot& snapshot, Commands& commands, float width);
  void draw_progress(const Snapshot& snapshot);
  void draw_figures(const Snapshot& snapshot);
};

/// Train or pause, whichever makes sense now.
void train_or_pause(const Snapshot& snapshot, Commands& commands);

}  // namespace lab::ui
