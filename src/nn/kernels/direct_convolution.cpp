#include "nn/kernels/direct_convolution.h"

#include <algorithm>

namespace lab {

// A packed kernel lies there as run() reads it, then as gradients do.
int DirectConvolution::packed_size() const {
  return forward_.packed_size() + backward_.packed_size() + backward_.packing_scratch();
}

int DirectConvolution::scratch() const {
  return std::max(forward_.bordered_size() + forward_.gradient_scratch(), backward_.scratch());
}

void DirectConvolution::pack(const float* kernel, const float* bias, bool for_input_gradient, float* packed) const {
  forward_.pack(kernel, bias, packed);
  if (!for_input_gradient) return;
  float* const to = packed + forward_.packed_size();
  backward_.pack(kernel, nullptr, to, to + backward_.packed_size());
}

void DirectConvolution::run(const float* packed, const float* image, float* output, float* scratch) const {
  forward_.run(packed, forward_.with_border(image, scratch), false, output);
}

void DirectConvolution::add_gradients(const float* packed, const float* image, const float* output_gradient,
                                      float* input_gradient, float* kernel_gradient, float* scratch) const {
  forward_.add_kernel_gradient(forward_.with_border(image, scratch), output_gradient, kernel_gradient,
                               scratch + forward_.bordered_size());
  if (input_gradient == nullptr) return;
  backward_.run(packed + forward_.packed_size(), output_gradient, false, input_gradient, scratch);
}

}  // namespace lab
