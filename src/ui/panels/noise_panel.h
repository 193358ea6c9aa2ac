#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// Which noise the network has to remove, and how much of it.
class NoisePanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
