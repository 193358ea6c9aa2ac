#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// The test images as points in the plane of their codes.
class MapView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
