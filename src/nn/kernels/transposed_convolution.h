#pragma once

#include <vector>

#include "nn/kernels/convolution.h"

namespace lab {

/// A kernel's weights at one of its pixels (channels, filters), as the way back has them (filters, channels). Returns
/// the end of what it wrote.
float* transpose_weights(const float* pixel, int channels, int filters, float* to);

/// The transpose of a convolution: from an image with a pixel per position of the window and a channel per filter (the
/// small one) to the image that the window slides over (the large one). It carries gradients back, and it is what
/// Conv2DTranspose computes. With strides every s-th row and column of the large image meets the same rows and columns
/// of the kernel, so each such phase is an ordinary convolution of the small image with a part of the kernel, turned
/// round.
class TransposedConvolution {
 public:
  TransposedConvolution() = default;
  /// `window` and `filters` are those of the convolution whose transpose this is.
  TransposedConvolution(const Window2D& window, int filters);

  /// Floats that pack() leaves for run().
  [[nodiscard]] int packed_size() const { return packed_size_; }
  /// Floats that pack() may use besides.
  [[nodiscard]] int packing_scratch() const { return kernel_size_; }
  /// Floats that run() may use.
  [[nodiscard]] int scratch() const { return bordered_size_ + large_size_; }

  /// The convolution's kernel: (height, width, large channels, filters). `bias` (per large channel) may be null.
  void pack(const float* kernel, const float* bias, float* packed, float* scratch) const;
  /// large = (add ? large : bias) + transposed kernel * small; all of one image
  void run(const float* packed, const float* small, bool add, float* large, float* scratch) const;

 private:
  /// Along one axis: the pixels of the large image, from `first` on, that meet the same parts of the kernel.
  struct AxisPhase {
    int first = 0;
    Window window;          ///< over the small image
    std::vector<int> taps;  ///< which row (column) of the kernel each one of this phase's is; may be none
  };
  struct Phase {
    AxisPhase rows, columns;
    Convolution convolution;
  };

  static std::vector<AxisPhase> phases_of(const Window& window);

  Window2D window_;
  int filters_ = 0;
  std::vector<Phase> phases_;
  int packed_size_ = 0;
  int kernel_size_ = 0;    // of the largest phase
  int bordered_size_ = 0;  // likewise
  int large_size_ = 0;     // of the largest phase's part of the large image; 0 if there is only one phase
};

}  // namespace lab
