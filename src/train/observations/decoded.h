#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/shape.h"
#include "train/attention.h"

namespace lab {

template <class Result>
class Observer;

/// What the decoder makes of Attention::codes.
struct Decoded {
  Shape shape;                            ///< of one picture
  std::shared_ptr<const CodeList> codes;  ///< of which; null: nothing yet
  std::vector<std::uint8_t> pixels;       ///< 8-bit, picture after picture, channel last

  static std::unique_ptr<Observer<Decoded>> make_observer();
};

}  // namespace lab
