#pragma once

/// Kernels of 3x3 on their way to the places of Winograd's tiles, and back. Channels times filters must be a multiple
/// of 4, and for the way back filters.
namespace lab {

/// transformed = G g G^T; the channels and filters of each place, `step` floats after those of the one before.
void transform_kernel(const float* kernel, int channels, int filters, float* transformed, int step);

/// kernel_gradient += G^T t G; `transformed` has all filters of a place, of all places of a channel, of all channels.
void add_transformed_gradient(const float* transformed, int channels, int filters, float* kernel_gradient);

}  // namespace lab
