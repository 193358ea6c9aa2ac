#pragma once

#include <memory>

#include "nn/extent.h"
#include "nn/window.h"

namespace lab {

/// One way to compute a convolution of images (channel last) with some filters, and its gradients. Kernels are as Keras
/// has them: (height, width, channels, filters). Holds only sizes, so several threads may use it at once, each with
/// scratch memory of its own: scratch() floats, in which one call leaves what the next one needs.
class ConvolutionMethod {
 public:
  virtual ~ConvolutionMethod() = default;

  [[nodiscard]] virtual int scratch() const = 0;

  /// Before run(), once for any number of images.
  virtual void pack(const float* kernel, const float* bias, float* scratch) const = 0;
  /// output (filters at each position) = bias + kernel * image; all of one image
  virtual void run(const float* image, float* output, float* scratch) const = 0;

  /// Before add_gradients(), once for any number of images.
  virtual void pack_for_gradients(const float* kernel, float* scratch) const = 0;
  /// From dL/d output of one image: gathers dL/d kernel, and writes dL/d image unless that is null.
  virtual void add_gradients(const float* image, const float* output_gradient, float* input_gradient,
                             float* kernel_gradient, float* scratch) const = 0;
  /// After the last image: now kernel_gradient has grown by the gradients of all of them.
  virtual void finish_gradients(float* /*kernel_gradient*/, const float* /*scratch*/) const {}
};

/// The fastest method for a window on an image whose pixels come in blocks of equal ones (`repeats`; of one where they
/// do not).
[[nodiscard]] std::unique_ptr<ConvolutionMethod> make_convolution_method(const Window2D& window, int filters,
                                                                         Extent repeats);

}  // namespace lab
