#pragma once

#include "nn/kernels/convolution.h"
#include "nn/kernels/convolution_method.h"
#include "nn/kernels/scattered_convolution.h"
#include "nn/kernels/transposed_convolution.h"

namespace lab {

/// The convolution as its definition has it, with any strides.
class DirectConvolution final : public ConvolutionMethod {
 public:
  DirectConvolution(const Window2D& window, int filters);

  [[nodiscard]] int packed_size() const override;
  [[nodiscard]] int scratch() const override;
  void pack(const float* kernel, const float* bias, bool for_input_gradient, float* packed) const override;
  void run(const float* packed, const float* image, int images, float* output, float* scratch) const override;
  void add_gradients(const float* packed, const float* image, int images, const float* output_gradient,
                     float* input_gradient, float* kernel_gradient, float* scratch) const override;

 private:
  [[nodiscard]] int packed_backward() const;
  [[nodiscard]] int packing_backward() const;

  Convolution forward_;
  bool scatters_;  // on the way back
  ScatteredConvolution scattered_;
  TransposedConvolution transposed_;
};

}  // namespace lab
