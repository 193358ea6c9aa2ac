#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// A drop-down list of all presets.
void draw_preset_picker(Shared& shared, const Snapshot& snapshot, Commands& commands, float width);

/// The preset as a card of its own, where the header has no room for it.
class PresetPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
  [[nodiscard]] bool visible(const Snapshot& snapshot) const override;
};

}  // namespace lab::ui
