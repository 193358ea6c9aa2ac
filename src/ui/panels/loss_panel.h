#pragma once

#include <cstdint>
#include <vector>

#include "ui/panel.h"
#include "ui/plot.h"

namespace lab::ui {

/// Training and validation loss (or accuracy) against epochs.
class LossPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  void collect(const Snapshot& snapshot, bool accuracy);
  void draw_legend(ImVec2 at);

  Plot plot_;
  std::uint64_t generation_ = ~std::uint64_t{0};
  bool collected_accuracy_ = false;
  std::vector<float> train_x_, train_y_, validation_x_, validation_y_;
};

}  // namespace lab::ui
