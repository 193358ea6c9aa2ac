#pragma once

#include <vector>

#include "ui/panel.h"

namespace lab::ui {

/// How the network learns: learning rate, batch size, size of the code.
class TrainingPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  /// Round sizes inside the range of that field.
  const std::vector<int>& stops(const char* field_name, bool powers_only);

  std::vector<int> stops_;
};

}  // namespace lab::ui
