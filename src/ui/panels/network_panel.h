#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// The layers as Keras summarises them; folded away until somebody asks.
class NetworkPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  bool draw_heading(const Snapshot& snapshot);

  bool open_ = false;
};

}  // namespace lab::ui
