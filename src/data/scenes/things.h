#pragma once

#include <span>

#include "data/scenes/brush.h"

namespace lab::scenes {

/// Something a child can name.
struct Thing {
  const char* name;  ///< "sun"
  bool upright;      ///< it is turned a little at most
  void (*draw)(Brush& brush);
};

/// All things; the place is the class.
[[nodiscard]] std::span<const Thing> things();

}  // namespace lab::scenes
