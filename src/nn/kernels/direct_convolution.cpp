#include "nn/kernels/direct_convolution.h"

#include <algorithm>

namespace lab {

// The scratch memory holds a packed kernel and behind it what one image needs.
int DirectConvolution::scratch() const {
  const int up = forward_.packed_size() + forward_.bordered_size();
  const int down =
      backward_.packed_size() + std::max(forward_.bordered_size() + forward_.gradient_scratch(), backward_.scratch());
  return std::max(up, down);
}

void DirectConvolution::pack(const float* kernel, const float* bias, float* scratch) const {
  forward_.pack(kernel, bias, scratch);
}

void DirectConvolution::run(const float* image, float* output, float* scratch) const {
  forward_.run(scratch, forward_.with_border(image, scratch + forward_.packed_size()), false, output);
}

void DirectConvolution::pack_for_gradients(const float* kernel, float* scratch) const {
  backward_.pack(kernel, nullptr, scratch, scratch + backward_.packed_size());
}

void DirectConvolution::add_gradients(const float* image, const float* output_gradient, float* input_gradient,
                                      float* kernel_gradient, float* scratch) const {
  const float* const packed = scratch;
  float* const rest = scratch + backward_.packed_size();
  forward_.add_kernel_gradient(forward_.with_border(image, rest), output_gradient, kernel_gradient,
                               rest + forward_.bordered_size());
  if (input_gradient != nullptr) backward_.run(packed, output_gradient, false, input_gradient, rest);
}

}  // namespace lab
