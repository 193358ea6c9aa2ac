#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// From one picture to another, through the code and through the pixels.
class BetweenView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
