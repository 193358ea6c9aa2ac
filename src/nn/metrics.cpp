#include "nn/metrics.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/matrix.h"

namespace lab {

float mean_squared_error(std::span<const float> a, std::span<const float> b) {
  assert(a.size() == b.size() && !a.empty());
  const auto size = static_cast<Eigen::Index>(a.size());
  return (ConstVectorView(a.data(), size) - ConstVectorView(b.data(), size)).squaredNorm() / static_cast<float>(size);
}

float psnr(float mse) { return -10.0F * std::log10(std::max(mse, 1e-10F)); }

}  // namespace lab
