#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// The picture looked at, at rising noise.
class NoiseLevelsView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
