#pragma once

#include "ui/image_sheet.h"
#include "ui/panel.h"

namespace lab::ui {

/// The picture looked at, at rising noise: noisy, as the network rebuilds it, and through the median filter.
class NoiseLevelsView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  /// How the levels are laid out: in so many blocks, one below the other, of so many columns.
  struct Grid {
    int blocks, columns;
    float cell;
  };
  [[nodiscard]] Grid find_grid(ImVec2 room, int rows) const;
  void draw_block(const Snapshot& snapshot, const Grid& grid, int first, ImVec2 from);
  [[nodiscard]] float names_width() const;
  [[nodiscard]] float numbers_height() const;

  ImageSheet sheet_{shared_.images};
};

}  // namespace lab::ui
