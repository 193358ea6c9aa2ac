#include "nn/kernels/direct_convolution.h"

#include <algorithm>

namespace lab {

DirectConvolution::DirectConvolution(const Window2D& window, int filters)
    : forward_(window, filters), scatters_(ScatteredConvolution::suits(window)) {
  if (scatters_) {
    scattered_ = ScatteredConvolution(window, filters);
  } else {
    transposed_ = TransposedConvolution(window, filters);
  }
}

int DirectConvolution::packed_backward() const {
  return scatters_ ? scattered_.packed_size() : transposed_.packed_size();
}

int DirectConvolution::packing_backward() const {
  return scatters_ ? scattered_.packing_scratch() : transposed_.packing_scratch();
}

// A packed kernel lies there as run() reads it, then as gradients do, then what packing takes.
int DirectConvolution::packed_size() const { return forward_.packed_size() + packed_backward() + packing_backward(); }

int DirectConvolution::scratch() const {
  return std::max(forward_.bordered_size() + forward_.gradient_scratch(),
                  scatters_ ? scattered_.scratch() : transposed_.scratch());
}

void DirectConvolution::pack(const float* kernel, const float* bias, bool for_input_gradient, float* packed) const {
  forward_.pack(kernel, bias, packed);
  if (!for_input_gradient) return;
  float* const to = packed + forward_.packed_size();
  float* const rest = to + packed_backward();
  scatters_ ? scattered_.pack(kernel, to, rest) : transposed_.pack(kernel, nullptr, to, rest);
}

void DirectConvolution::run(const float* packed, const float* image, int /*images*/, float* output,
                            float* scratch) const {
  forward_.run(packed, forward_.with_border(image, scratch), false, output);
}

void DirectConvolution::add_gradients(const float* packed, const float* image, int /*images*/,
                                      const float* output_gradient, float* input_gradient, float* kernel_gradient,
                                      float* scratch) const {
  forward_.add_kernel_gradient(forward_.with_border(image, scratch), output_gradient, kernel_gradient,
                               scratch + forward_.bordered_size());
  if (input_gradient == nullptr) return;
  packed += forward_.packed_size();
  if (scatters_) {
    scattered_.run(packed, output_gradient, input_gradient, scratch);
  } else {
    transposed_.run(packed, output_gradient, false, input_gradient, scratch);
  }
}

}  // namespace lab
