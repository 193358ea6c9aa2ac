#pragma once

#include "ui/panel.h"

namespace lab::ui {

/// Whether the network beats doing nothing, and beats a median filter, on images it has not seen.
class QualityPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  void draw_bar(const char* name, float value, float scale, ImU32 color);
  void draw_accuracy(const Snapshot& snapshot, Commands& commands);
};

}  // namespace lab::ui
