#pragma once

namespace lab {

/// What somebody looks at: tells the observations what to make. One plain value; a new one replaces the old one.
struct Attention {
  int spotlight = 0;    ///< which test image is shown large; any number, taken modulo their count
  int strip_first = 0;  ///< the first of those in the strip, likewise

  bool operator==(const Attention&) const = default;
};

}  // namespace lab
