#pragma once

#include "ui/shared.h"

namespace lab::ui {

/// The ways to take the trained network along, from Shared::save_choices.
class SaveMenu {
 public:
  explicit SaveMenu(Shared& shared) : shared_(shared) {}

  /// A quiet button with an icon that opens the choices.
  void draw_button(const Snapshot& snapshot, Commands& commands);
  /// The choices, inside a menu that is open.
  void draw_items(const Snapshot& snapshot, Commands& commands);

 private:
  Shared& shared_;
};

}  // namespace lab::ui
