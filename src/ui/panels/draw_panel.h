#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// Where somebody draws a picture of his own. What is drawn is looked at at once.
class DrawPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;
  /// A photo that is being adjusted has the place to itself.
  [[nodiscard]] bool visible(const Snapshot& /*snapshot*/) const override { return shared_.brought.photo == nullptr; }

 private:
  struct Tool;

  /// The buttons, from where the cursor is, so many in a row.
  void draw_tools(Commands& commands, int columns);
  void draw_area(Commands& commands, ImVec2 from, float side);
  /// Brings the drawing up to date with pen, mouse or finger; after the item of the area.
  void follow_pen(Commands& commands, ImVec2 from, float side);
  void draw_ink(ImVec2 from, float side);
};

}  // namespace lab::ui
