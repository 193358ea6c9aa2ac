#include "nn/kernels/winograd_convolution.h"

#include <algorithm>

#include "nn/kernels/transposed_convolution.h"

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
  // Tiles reach over the edges, and transforming takes time as well: that of the images, and where they are small that
  // of the kernel's gradient.
  constexpr int kFewest = 4 * kWinogradPlaces;
  const int needed = multiplications(window);
  return fits(window.rows) && fits(window.columns) && wide(window.channels) && wide(filters) && needed >= kFewest &&
         3 * needed < 2 * 9 * window.positions();
}

int WinogradConvolution::multiplications(const Window2D& window) {
  return kWinogradPlaces * winograd_tiles(window.rows) * winograd_tiles(window.columns);
}

// Activations are computed from so many images' outputs, which had better still be in the second-level cache.
int WinogradConvolution::images_at_once() const {
  constexpr int kFloats = 65'536;
  return std::clamp(kFloats / (forward_.image_size() + forward_.output_size()), 1, 8);
}

// A packed kernel lies there as run() reads it, then turned round and packed for gradients, then what packing takes.
int WinogradConvolution::packed_size() const {
  return forward_.packed_size() + backward_.packed_size() + 9 * weights() + backward_.packing_scratch();
}

int WinogradConvolution::scratch() const {
  return forward_.transformed_size() + std::max(forward_.scratch(), backward_.scratch());
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

void WinogradConvolution::run(const float* packed, const float* image, int images, float* output,
                              float* scratch) const {
  forward_.run(packed, image, images, output, scratch);
}

// The scratch memory of gradients begins with those of the transformed kernel.
void WinogradConvolution::begin_gradients(float* scratch) const {
  std::fill_n(scratch, forward_.transformed_size(), 0.0F);
}

void WinogradConvolution::add_gradients(const float* packed, const float* image, int images,
                                        const float* output_gradient, float* input_gradient, float* /*kernel_gradient*/,
                                        float* scratch) const {
  float* const transformed = scratch;
  float* const rest = scratch + forward_.transformed_size();
  forward_.add_kernel_gradient(image, images, output_gradient, transformed, rest);
  if (input_gradient != nullptr) {
    backward_.run(packed + forward_.packed_size(), output_gradient, images, input_gradient, rest);
  }
}

void WinogradConvolution::finish_gradients(float* kernel_gradient, const float* scratch) const {
  forward_.finish_kernel_gradient(scratch, kernel_gradient);
}

}  // namespace lab
