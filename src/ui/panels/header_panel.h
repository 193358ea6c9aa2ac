#pragma once

#include "ui/panel.h"
#include "ui/panels/data_menu.h"
#include "ui/panels/save_menu.h"

namespace lab::ui {

/// The bar on top: title, preset (where there is room), data, which engine runs, save, scheme and help.
class HeaderPanel : public Panel {
 public:
  explicit HeaderPanel(Shared& shared) : Panel(shared), data_menu_(shared), save_menu_(shared) {}
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  void draw_wide(const Snapshot& snapshot, Commands& commands);
  void draw_narrow(const Snapshot& snapshot, Commands& commands);
  /// A pill that says which engine runs; returns its width. Right-aligned at `right`; drawn only if it fits after
  /// `left`.
  float badge(const Snapshot& snapshot, float left, float right);
  void switch_scheme();

  DataMenu data_menu_;
  SaveMenu save_menu_;
};

}  // namespace lab::ui
