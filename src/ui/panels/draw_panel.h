#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// Where somebody draws a picture of his own.
class DrawPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
