#pragma once

#include <vector>

#include "nn/extent.h"
#include "nn/kernels/convolution.h"
#include "nn/kernels/convolution_method.h"
#include "nn/kernels/transposed_convolution.h"

namespace lab {

/// The convolution, with strides of 1, of an image whose pixels stand in blocks of equal ones, as nearest upsampling
/// leaves them. Which rows of the kernel meet in the same block depends only on where in a block the window starts. So
/// each such phase of the output is a convolution of the small image, one pixel per block, with a kernel whose rows and
/// columns are sums of the given one's: for blocks of 2x2 and a kernel of 3x3 four convolutions with 2x2, 4/9 of the
/// multiplications.
///
/// The gradient of a whole block of the image is given to its first pixel, zeros to the others: equal pixels can only
/// move together.
class RepeatedConvolution final : public ConvolutionMethod {
 public:
  /// `window` slides over the large image, whose size `repeats` (pixels of a block) divides.
  RepeatedConvolution(const Window2D& window, int filters, Extent repeats);
  /// Per channel and filter.
  [[nodiscard]] int multiplications() const { return multiplications_; }

  [[nodiscard]] int packed_size() const override;
  [[nodiscard]] int scratch() const override;
  void pack(const float* kernel, const float* bias, bool for_input_gradient, float* packed) const override;
  void run(const float* packed, const float* image, int images, float* output, float* scratch) const override;
  void begin_gradients(float* scratch) const override;
  void add_gradients(const float* packed, const float* image, int images, const float* output_gradient,
                     float* input_gradient, float* kernel_gradient, float* scratch) const override;
  void finish_gradients(float* kernel_gradient, const float* scratch) const override;

 private:
  /// Along one axis: the positions of the window that start at the same place of a block.
  struct AxisPhase {
    int first = 0;
    Window window;          ///< over the small image
    std::vector<int> taps;  ///< which row (column) of this phase's kernel each one of the large kernel is part of
  };
  struct Phase {
    AxisPhase rows, columns;
    Convolution forward;
    TransposedConvolution backward;
    int kernel_size = 0;
  };
  /// Parts of the scratch memory.
  struct Parts {
    float* kernels;    ///< their gradients, of all phases
    float* image;      ///< the small image
    float* gradient;   ///< of the small image
    float* positions;  ///< one phase's output, or its gradient
    float* rest;
  };

  static std::vector<AxisPhase> phases_of(const Window& window, int repeats);
  [[nodiscard]] int small_size() const;
  [[nodiscard]] Parts parts(float* scratch) const;
  /// The phase's kernel, of which several weights of the large one may be part.
  void add_up_kernel(const Phase& phase, const float* kernel, float* small) const;
  /// Calls use(weights in the phase's kernel, weights in the large one) for the start of each pixel's weights.
  template <class Use>
  void for_kernel_pixels(const Phase& phase, Use&& use) const;
  /// Calls use(filters in the phase's output, filters in the whole output) for the start of each position's filters.
  template <class Use>
  void for_positions(const Phase& phase, Use&& use) const;
  /// Calls use(channels in the small image, channels in the large one) for the first pixel of each block.
  template <class Use>
  void for_blocks(Use&& use) const;

  Window2D window_;
  int filters_ = 0;
  Extent repeats_;
  std::vector<Phase> phases_;
  int multiplications_ = 0;
  int kernels_size_ = 0;    // of all phases
  int packed_forward_ = 0;  // of all phases
  int packed_backward_ = 0;
  int packing_size_ = 0;    // what packing the largest phase takes
  int positions_size_ = 0;  // of the largest phase
  int rest_size_ = 0;       // likewise
};

}  // namespace lab
