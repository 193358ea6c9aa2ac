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

// A packed kernel lies there as run() reads it, then turned round and packed for gradients, then what packing takes.
int WinogradConvolution::packed_size() const {
  constexpr int kTurnedAndTransformed = 9 + 1;
  return forward_.packed_size() + backward_.packed_size() + kTurnedAndTransformed * weights();
}

int WinogradConvolution::scratch() const {
  return kWinogradPlaces * weights() + std::max(forward_.scratch(), backward_.scratch());
}

void WinogradConvolution::pack(const float* kernel, const float* bias, bool for_input_gradient, float* packed) const {
  float* const backward = packed + forward_.packed_size();
  float* const turned = backward + backward_.packed_size();
  forward_.pack(kernel, bias, packed, turned);
  if (!for_input_gradient) return;
  float* to = turned;
  for (int k = 8; k >= 0; --k) to = transpose_weights(kernel + k * weights(), channels_, filters_, to);
  backward_.pack(turned, nullptr, backward, to);
}

void WinogradConvolution::run(const float* packed, const float* image, float* output, float* scratch) const {
  forward_.run(packed, image, output, scratch);
}

// The scratch memory of gradients begins with those of the transformed kernel.
void WinogradConvolution::begin_gradients(float* scratch) const {
  std::fill_n(scratch, kWinogradPlaces * weights(), 0.0F);
}

void WinogradConvolution::add_gradients(const float* packed, const float* image, const float* output_gradient,
                                        float* input_gradient, float* /*kernel_gradient*/, float* scratch) const {
  float* const rest = scratch + kWinogradPlaces * weights();
  forward_.add_kernel_gradient(image, output_gradient, scratch, rest);
  if (input_gradient != nullptr) {
    backward_.run(packed + forward_.packed_size(), output_gradient, input_gradient, rest);
  }
}

void WinogradConvolution::finish_gradients(float* kernel_gradient, const float* scratch) const {
  add_transformed_gradient(scratch, weights(), kernel_gradient);
}

}  // namespace lab
