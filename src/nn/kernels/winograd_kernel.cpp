#include "nn/kernels/winograd_kernel.h"

#include "nn/kernels/winograd_transforms.h"

namespace lab {
namespace {

constexpr int kLanes = 4;
using F = Vec<kLanes>;
constexpr int kSize = 3;  // of the kernel along an axis

}  // namespace

void transform_kernel(const float* kernel, int channels, int filters, float* transformed, int step) {
  const WinogradConstants& constants = *in_memory<F>(kWinogradConstants);
  const int weights = channels * filters;
  for (int w = 0; w < weights; w += kLanes) {
    F down[kSize * kWinogradInputs];  // G g, kSize columns
    for (int column = 0; column < kSize; ++column) {
      F g[kSize];
      for (int row = 0; row < kSize; ++row) g[row] = load<kLanes>(kernel + (row * kSize + column) * weights + w);
      transform_weights(constants, g, down + column, kSize);
    }
    for (int row = 0; row < kWinogradInputs; ++row) {
      F along[kWinogradInputs];
      transform_weights(constants, down + row * kSize, along, 1);
      for (int column = 0; column < kWinogradInputs; ++column) {
        store<kLanes>(transformed + (row * kWinogradInputs + column) * step + w, along[column]);
      }
    }
  }
}

void add_transformed_gradient(const float* transformed, int channels, int filters, float* kernel_gradient) {
  const WinogradConstants& constants = *in_memory<F>(kWinogradConstants);
  for (int c = 0; c < channels; ++c, transformed += kWinogradPlaces * filters) {
    for (int f = 0; f < filters; f += kLanes) {
      F along[kWinogradInputs * kSize];  // t G
      for (int row = 0; row < kWinogradInputs; ++row) {
        F t[kWinogradInputs];
        for (int column = 0; column < kWinogradInputs; ++column) {
          t[column] = load<kLanes>(transformed + (row * kWinogradInputs + column) * filters + f);
        }
        gather_weights(constants, t, 1, along + row * kSize);
      }
      for (int column = 0; column < kSize; ++column) {
        F g[kSize];
        gather_weights(constants, along + column, kSize, g);
        for (int row = 0; row < kSize; ++row) {
          float* const to = kernel_gradient + ((row * kSize + column) * channels + c) * filters + f;
          store<kLanes>(to, load<kLanes>(to) + g[row]);
        }
      }
    }
  }
}

}  // namespace lab
