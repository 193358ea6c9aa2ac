#pragma once

#include <vector>

#include "ui/field_controls.h"
#include "ui/panel.h"

namespace lab::ui {

/// How the network learns: learning rate, batch size, size of the code; optimizer, schedule and epochs folded away.
class TrainingPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  /// Round sizes inside the range of that field.
  const std::vector<int>& stops(const char* field_name, bool powers_only);

  void draw_more(const FieldScope& scope);
  void draw_threads(const FieldScope& scope);

  std::vector<int> stops_;
  bool more_ = false;  ///< the optimizer's settings are unfolded
};

}  // namespace lab::ui
