#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "ui/panel.h"
#include "ui/remembered.h"

namespace lab::ui {

/// The layers as Keras summarises them; folded away until somebody asks.
class NetworkPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  /// Decides how the table stands in that width, once for each network.
  void fit_columns(const std::shared_ptr<const std::vector<SummaryRow>>& summary, float width);

  std::optional<bool> open_;  ///< empty until somebody decides: open where there is plenty of room
  // What the columns were fitted to.
  Remembered fitted_;
  float width_ = 0.0F;
  float text_size_ = 0.0F;
  bool brief_ = false;   ///< names and shapes without what is the same everywhere
  float output_ = 0.0F;  ///< where the shapes begin
};

}  // namespace lab::ui
