#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// What the page shows, and its keys; over everything while open.
class HelpPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
  [[nodiscard]] bool visible(const Snapshot& snapshot) const override;

 private:
  void draw_content(Commands& commands);

  bool shown_ = false;
};

}  // namespace lab::ui
