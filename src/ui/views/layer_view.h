#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// The chosen layer: its activations, its weights, and what excites its units.
class LayerView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
