#include "nn/kernels/winograd_kernel.h"

#include <algorithm>

namespace lab {
namespace {

/// The matrix G that transforms a kernel.
constexpr float kKernelTransform[4][3] = {
    {1.0F, 0.0F, 0.0F}, {0.5F, 0.5F, 0.5F}, {0.5F, -0.5F, 0.5F}, {0.0F, 0.0F, 1.0F}};

/// What the kernel's weight (i, j) means for a place in a tile.
constexpr float share(int place, int i, int j) {
  return kKernelTransform[place / 4][i] * kKernelTransform[place % 4][j];
}

void add_scaled(float factor, const float* from, int count, float* to) {
  if (factor == 0.0F) return;
  for (int k = 0; k < count; ++k) to[k] += factor * from[k];
}

}  // namespace

void transform_kernel(const float* kernel, int weights, int place, float* transformed) {
  std::fill_n(transformed, weights, 0.0F);
  for (int k = 0; k < 9; ++k) add_scaled(share(place, k / 3, k % 3), kernel + k * weights, weights, transformed);
}

void add_transformed_gradient(const float* transformed, int weights, float* kernel_gradient) {
  for (int place = 0; place < kWinogradPlaces; ++place, transformed += weights) {
    for (int k = 0; k < 9; ++k) {
      add_scaled(share(place, k / 3, k % 3), transformed, weights, kernel_gradient + k * weights);
    }
  }
}

}  // namespace lab
