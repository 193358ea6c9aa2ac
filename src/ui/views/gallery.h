#pragma once

#include <imgui.h>

#include "ui/shared.h"
#include "ui/widgets.h"

namespace lab::ui {

/// Equally large cells in rows, on as many pages as it takes. In device pixels.
struct CellGrid {
  ImVec2 cell{1.0F, 1.0F};
  float gap = 0.0F;
  int columns = 1;
  int rows = 1;

  [[nodiscard]] int per_page() const { return columns * rows; }
  /// Where the cell at that place of the page begins, if the page begins at `from`.
  [[nodiscard]] ImVec2 at(ImVec2 from, int place) const {
    return cell_at(from, place, columns, {cell.x + gap, cell.y + gap});
  }
  /// Of so many cells.
  [[nodiscard]] float height(int cells) const {
    const int used = (cells + columns - 1) / columns;
    return static_cast<float>(used) * (cell.y + gap) - gap;
  }
};

/// The largest cells, from `least` to `most` high and `aspect` times as wide (but never wider than `room`), that let
/// all `count` of them fit into `room`; where not even the least do, as many of these as fit.
[[nodiscard]] CellGrid fit_cells(int count, float aspect, float least, float most, float gap, ImVec2 room);

/// Which page of cells is shown.
class Pager {
 public:
  void reset() { first_ = 0; }

  /// The first thing of the page shown, of `count`.
  [[nodiscard]] int first(int count, int per_page);

  /// How wide what draw() draws may become.
  [[nodiscard]] static float width(const Theme& theme, int count);

  /// Buttons for the pages before and after, and what is shown: "1-40 of 256". Nothing where everything fits. The spots
  /// must have names that stay.
  void draw(Shared& shared, int count, int per_page, const char* previous_spot, const char* next_spot);

 private:
  int first_ = 0;
};

}  // namespace lab::ui
