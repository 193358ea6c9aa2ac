#pragma once

#include <memory>

#include "nn/extent.h"
#include "nn/window.h"

namespace lab {

/// One way to compute a convolution of images (channel last) with some filters, and its gradients. Kernels are as Keras
/// has them: (height, width, channels, filters). Holds only sizes, so several threads may use it at once with the same
/// packed kernel, each with scratch memory of its own.
class ConvolutionMethod {
 public:
  virtual ~ConvolutionMethod() = default;

  /// As many images as are best run together: what run() and add_gradients() get at most.
  [[nodiscard]] virtual int images_at_once() const { return 1; }

  /// Floats of a packed kernel, with what packing takes besides.
  [[nodiscard]] virtual int packed_size() const = 0;
  /// Floats that the other calls use. From begin_gradients() to finish_gradients() what is gathered lies there.
  [[nodiscard]] virtual int scratch() const = 0;

  /// The kernel as run() reads it, and, if wanted, as add_gradients() does for dL/d image.
  virtual void pack(const float* kernel, const float* bias, bool for_input_gradient, float* packed) const = 0;
  /// output (filters at each position) = bias + kernel * image; all of some images, which follow one another
  virtual void run(const float* packed, const float* image, int images, float* output, float* scratch) const = 0;

  /// Before the first image.
  virtual void begin_gradients(float* /*scratch*/) const {}
  /// From dL/d output of some images: gathers dL/d kernel, and writes dL/d image unless that is null.
  virtual void add_gradients(const float* packed, const float* image, int images, const float* output_gradient,
                             float* input_gradient, float* kernel_gradient, float* scratch) const = 0;
  /// After the last image: now kernel_gradient has grown by the gradients of all of them.
  virtual void finish_gradients(float* /*kernel_gradient*/, const float* /*scratch*/) const {}
};

/// The fastest method for a window on an image whose pixels come in blocks of equal ones (`repeats`; of one where they
/// do not).
[[nodiscard]] std::unique_ptr<ConvolutionMethod> make_convolution_method(const Window2D& window, int filters,
                                                                         Extent repeats);

}  // namespace lab
