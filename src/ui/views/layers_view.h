#pragma once

#include <cstdint>

#include "ui/panel.h"
#include "ui/views/layer_look.h"

namespace lab::ui {

/// The network as a drawing, from its input down: a block for each layer, as wide as its output, in which one is
/// chosen.
class LayersView : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  /// How the drawing is made this frame.
  struct Frame {
    float width, row, block;  ///< of the card, height of a row, width of the widest block
    float figures;            ///< width of the column of parameters
    float most;               ///< numbers of the widest output
    bool two_lines;           ///< shape and parameters under the name instead of beside it
  };
  struct Block {
    const char* title;
    Shape shape;
    int parameters;
    ImU32 color;
  };
  void draw_heading(const Snapshot& snapshot, Commands& commands);
  void draw_block(const Frame& frame, ImVec2 at, const Block& block, const Block* above, ImU32 ink, bool chosen);
  [[nodiscard]] ImU32 part_color(int layer) const;
  void choose(int layer, Commands& commands);

  int code_ = -1;   ///< the layer that makes the code
  int shown_ = -1;  ///< the layer that was last scrolled into view
  std::uint64_t run_ = ~std::uint64_t{0};
  SpotNames spots_{"layer-"};
};

}  // namespace lab::ui
