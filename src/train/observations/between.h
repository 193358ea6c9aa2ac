#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/shape.h"

namespace lab {

template <class Result>
class Observer;

/// From picture Attention::between_from to between_to, both without noise, in equal steps.
struct Between {
  static constexpr int kSteps = 11;

  Shape shape;                               ///< of one picture
  std::vector<float> from, to;               ///< their codes
  std::vector<std::uint8_t> through_code;    ///< kSteps pictures decoded from codes between theirs; 8-bit
  std::vector<std::uint8_t> through_pixels;  ///< kSteps pictures blended pixel by pixel

  static std::unique_ptr<Observer<Between>> make_observer();
};

}  // namespace lab
