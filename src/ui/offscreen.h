#pragma once

#include "data/png.h"

namespace lab::ui {

/// Pixels that are drawn into instead of the screen as long as this lives, to be read. Main thread only, with the
/// page's WebGL 2 context current.
class Offscreen {
 public:
  Offscreen(int width, int height);
  ~Offscreen();
  Offscreen(const Offscreen&) = delete;
  Offscreen& operator=(const Offscreen&) = delete;

  /// Whether there are such pixels: not where the graphics have no memory, are lost, or draw no pictures that large.
  [[nodiscard]] bool complete() const { return complete_; }

  /// Three channels; `x` and `y`, which counts from below, are the lower left corner.
  [[nodiscard]] Picture read(int x, int y, int width, int height) const;

 private:
  unsigned frame_ = 0;
  unsigned pixels_ = 0;
  bool complete_ = false;
};

}  // namespace lab::ui
