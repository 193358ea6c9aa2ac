#pragma once

#include "train/snapshot.h"
#include "ui/commands.h"
#include "ui/shared.h"

namespace lab::ui {

/// One part of the page: reads the snapshot, draws itself into the current ImGui window, sends commands.
///
/// To add a panel: write panels/<name>.{h,cpp} with a class derived from Panel that keeps its own view state in
/// members, and add one line to panel_list.cpp that says where it goes. The layout wraps it in a card and does the
/// rest.
class Panel {
 public:
  explicit Panel(Shared& shared) : shared_(shared) {}
  virtual ~Panel() = default;
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;

  /// Draws into the current window, which is as wide as the panel may be. Called on the main thread, once a frame.
  virtual void draw(const Snapshot& snapshot, Commands& commands) = 0;

  /// Whether there is anything to show; a hidden panel leaves no gap.
  [[nodiscard]] virtual bool visible(const Snapshot& /*snapshot*/) const { return true; }

 protected:
  [[nodiscard]] const Theme& theme() const { return shared_.theme; }

  Shared& shared_;
};

}  // namespace lab::ui
