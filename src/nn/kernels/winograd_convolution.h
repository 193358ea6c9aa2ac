#pragma once

#include "nn/kernels/convolution_method.h"
#include "nn/kernels/winograd.h"

namespace lab {

/// Where Winograd's method pays: wide layers with kernels of 3x3.
class WinogradConvolution final : public ConvolutionMethod {
 public:
  WinogradConvolution(const Window2D& window, int filters);
  [[nodiscard]] static bool suits(const Window2D& window, int filters);
  /// Per channel and filter.
  [[nodiscard]] static int multiplications(const Window2D& window);

  [[nodiscard]] int images_at_once() const override;
  [[nodiscard]] int packed_size() const override;
  [[nodiscard]] int scratch() const override;
  void pack(const float* kernel, const float* bias, bool for_input_gradient, float* packed) const override;
  void run(const float* packed, const float* image, int images, float* output, float* scratch) const override;
  void begin_gradients(float* scratch) const override;
  void add_gradients(const float* packed, const float* image, int images, const float* output_gradient,
                     float* input_gradient, float* kernel_gradient, float* scratch) const override;
  void finish_gradients(float* kernel_gradient, const float* scratch) const override;

 private:
  [[nodiscard]] int weights() const { return channels_ * filters_; }  ///< per pixel of the kernel

  int channels_ = 0;
  int filters_ = 0;
  Winograd forward_;
  Winograd backward_;  ///< from dL/d output to dL/d image: a convolution with the kernel turned round
};

}  // namespace lab
