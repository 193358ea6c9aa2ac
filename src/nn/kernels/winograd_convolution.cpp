#include "nn/kernels/winograd_convolution.h"

#include <algorithm>

#include "nn/kernels/transposed_convolution.h"
#include "nn/kernels/winograd_kernel.h"

namespace lab {
namespace {

/// The window from dL/d output to dL/d image.
Window2D turned_round(const Window2D& window, int filters) {
  const auto turn = [](const Window& w) {
    return Window{.in = w.out, .out = w.in, .size = w.size, .stride = 1, .before = w.size - 1 - w.before};
  };
  return {turn(window.rows), turn(window.columns), filters};
}

}  // namespace

WinogradConvolution::WinogradConvolution(const Window2D& window, int filters)
    : channels_(window.channels),
      filters_(filters),
      forward_(window, filters),
      backward_(turned_round(window, filters), window.channels) {}

bool WinogradConvolution::suits(const Window2D& window, int filters) {
  const auto fits = [](const Window& w) { return w.size == 3 && w.stride == 1; };
  const auto wide = [](int channels) { return channels >= 16 && channels % 4 == 0; };
  // Tiles reach over the edges, and transforming takes time as well.
  const int multiplications = 16 * winograd_tiles(window.rows) * winograd_tiles(window.columns);
  return fits(window.rows) && fits(window.columns) && wide(window.channels) && wide(filters) &&
         3 * multiplications < 2 * 9 * window.positions();
}

int WinogradConvolution::scratch() const {
  const int up = forward_.packed_size() + std::max(weights(), forward_.scratch());
  const int down = kWinogradPlaces * weights() + backward_.packed_size() +
                   std::max({10 * weights(), forward_.scratch(), backward_.scratch()});
  return std::max(up, down);
}

void WinogradConvolution::pack(const float* kernel, const float* bias, float* scratch) const {
  forward_.pack(kernel, bias, scratch, scratch + forward_.packed_size());
}

void WinogradConvolution::run(const float* image, float* output, float* scratch) const {
  forward_.run(scratch, image, output, scratch + forward_.packed_size());
}

// The scratch memory of gradients: those of the transformed kernel, the kernel turned round, the rest.
void WinogradConvolution::pack_for_gradients(const float* kernel, float* scratch) const {
  float* const packed = std::fill_n(scratch, kWinogradPlaces * weights(), 0.0F);
  float* const turned = packed + backward_.packed_size();
  float* to = turned;
  for (int k = 8; k >= 0; --k) to = transpose_weights(kernel + k * weights(), channels_, filters_, to);
  backward_.pack(turned, nullptr, packed, to);
}

void WinogradConvolution::add_gradients(const float* image, const float* output_gradient, float* input_gradient,
                                        float* /*kernel_gradient*/, float* scratch) const {
  float* const transformed = scratch;
  float* const packed = transformed + kWinogradPlaces * weights();
  float* const rest = packed + backward_.packed_size();
  forward_.add_kernel_gradient(image, output_gradient, transformed, rest);
  if (input_gradient != nullptr) backward_.run(packed, output_gradient, input_gradient, rest);
}

void WinogradConvolution::finish_gradients(float* kernel_gradient, const float* scratch) const {
  add_transformed_gradient(scratch, weights(), kernel_gradient);
}

}  // namespace lab
