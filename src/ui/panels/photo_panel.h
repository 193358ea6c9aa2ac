#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// How a digit is found in a photo: the steps, and what can be adjusted.
class PhotoPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
};

}  // namespace lab::ui
