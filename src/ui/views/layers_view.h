#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// The network as a drawing in which a layer is chosen.
class LayersView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
