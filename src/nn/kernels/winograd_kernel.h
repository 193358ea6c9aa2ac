#pragma once

/// Kernels of 3x3 on their way to the places of Winograd's tiles, and back. Weights are floats per pixel of the kernel:
/// channels x filters.
namespace lab {

inline constexpr int kWinogradPlaces = 16;

/// transformed (weights) = what G g G^T is at a place.
void transform_kernel(const float* kernel, int weights, int place, float* transformed);

/// kernel_gradient += G^T t G, from the gradients of all places.
void add_transformed_gradient(const float* transformed, int weights, float* kernel_gradient);

}  // namespace lab
