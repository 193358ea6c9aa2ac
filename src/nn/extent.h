#pragma once

namespace lab {

/// A size in pixels.
struct Extent {
  int height = 1;
  int width = 1;

  bool operator==(const Extent&) const = default;
};

}  // namespace lab
