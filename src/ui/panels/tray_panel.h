#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// The pictures of one's own that are at hand.
class TrayPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
