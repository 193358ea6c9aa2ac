#pragma once

#include "nn/kernels/convolution.h"

namespace lab {

/// The transpose of a convolution, as TransposedConvolution has it, the other way round: what the window sees at each
/// position is one matrix product, and all that is added up where windows overlap. Nothing is multiplied by the zeros
/// that the small image would have around it, which is most where it is much smaller than the large one: without
/// padding, 3x3 positions of a window of 3x3 become 5x5 pixels by 9 products of the kernel instead of 25.
class ScatteredConvolution {
 public:
  ScatteredConvolution() = default;
  /// `window` and `filters` are those of the convolution whose transpose this is.
  ScatteredConvolution(const Window2D& window, int filters);
  /// Whether it multiplies much less than TransposedConvolution would.
  [[nodiscard]] static bool suits(const Window2D& window);

  /// Floats that pack() leaves for run().
  [[nodiscard]] int packed_size() const { return product_.packed_size(); }
  /// Floats that pack() may use besides.
  [[nodiscard]] int packing_scratch() const { return window_.patch_size() * filters_; }
  /// Floats that run() may use.
  [[nodiscard]] int scratch() const { return window_.positions() * window_.patch_size(); }

  /// The convolution's kernel: (height, width, large channels, filters).
  void pack(const float* kernel, float* packed, float* scratch) const;
  /// large = transposed kernel * small; all of one image
  void run(const float* packed, const float* small, float* large, float* scratch) const;

 private:
  Window2D window_;
  int filters_ = 0;
  Convolution product_;  // as if the small image's pixels were under a window of one, with a filter for each number
                         // that the large window sees
};

}  // namespace lab
