#pragma once

#include <optional>

#include "ui/panel.h"

namespace lab::ui {

/// The layers as Keras summarises them; folded away until somebody asks.
class NetworkPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  std::optional<bool> open_;  ///< empty until somebody decides: open where there is plenty of room
};

}  // namespace lab::ui
