#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// What becomes of test images as the noise rises, as curves.
class NoiseCurvesView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
