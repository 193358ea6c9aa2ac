#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/drag_field.h"
#include "ui/panel.h"

namespace lab::ui {

/// The code of the picture looked at: a bar for each number, or a field of cells where there are many. Each can be
/// dragged, and the third picture then shows what the decoder makes of the numbers.
class CodeView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
  /// On a desktop two pictures may stand in its place.
  [[nodiscard]] bool visible(const Snapshot& snapshot) const override {
    return !snapshot.spec->reconstructs() || shared_.arrangement != Arrangement::desktop || !shared_.view.show_between;
  }

 private:
  /// What is drawn this frame: the numbers, and from where to where each is drawn.
  struct Numbers {
    const std::vector<float>& values;
    const CodeUnits& units;
    float low, high;  ///< of the axis all of them share
    bool changed;     ///< a person has set them
  };
  void draw_heading(const Snapshot& snapshot, Commands& commands);
  void draw_bars(const Snapshot& snapshot, const Numbers& numbers, Commands& commands);
  void draw_cells(const Numbers& numbers, Commands& commands);
  /// What somebody did with that number.
  void change(const Numbers& numbers, std::size_t index, const DragField& field, Commands& commands);
  void find_axis(const Snapshot& snapshot);

  std::string words_;

  float pressed_ = 0.0F;       ///< the number that is dragged, as it was when it was pressed
  float pressed_axis_ = 1.0F;  ///< how long the axis was then: it may grow with the number
  float low_ = 0.0F;
  float high_ = 1.0F;
  std::uint64_t run_ = ~std::uint64_t{0};
};

}  // namespace lab::ui
