#include "data/noise/none.h"

namespace lab {

void add_no_noise(float /*level*/, RandomKey /*key*/, std::span<float> /*pixels*/) {}

}  // namespace lab
