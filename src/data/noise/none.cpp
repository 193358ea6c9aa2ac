#include "data/noise/none.h"

namespace lab {

void add_no_noise(float /*level*/, const PixelRange& /*range*/, RandomKey /*key*/, std::span<float> /*pixels*/) {}

}  // namespace lab
