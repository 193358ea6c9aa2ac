#pragma once

#include "nn/kernels/convolution.h"

namespace lab {

/// Tiles along one axis: each covers two positions.
inline int winograd_tiles(const Window& window) { return (window.out + 1) / 2; }

/// The arithmetic of a convolution with a kernel of 3x3 and strides of 1 by Winograd's F(2x2, 3x3), as in A. Lavin and
/// S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2016: tiles of 4x4 pixels and the kernel are
/// transformed, multiplied number by number (16 matrix products, one per place in a tile), and turned back into 2x2
/// positions. That is 16 multiplications where the definition has 36. Sums are rounded a little differently.
class Winograd {
 public:
  /// Channels and filters must be multiples of 4.
  Winograd(const Window2D& window, int filters);

  [[nodiscard]] int packed_size() const;
  /// Floats that run() and add_kernel_gradient() may use.
  [[nodiscard]] int scratch() const;

  /// `bias` may be null; `scratch` has room for channels x filters.
  void pack(const float* kernel, const float* bias, float* packed, float* scratch) const;
  /// output (filters at each position) = bias + kernel * image
  void run(const float* packed, const float* image, float* output, float* scratch) const;

  /// transformed (weights for each place) += dL/d transformed kernel
  void add_kernel_gradient(const float* image, const float* output_gradient, float* transformed, float* scratch) const;

 private:
  /// Some rows of tiles, so few that what becomes of them stays in the second-level cache.
  struct Strip {
    const Convolution& product;  ///< of one place: as if tiles were pixels under a window of one
    int first_row;
    int rows;
    int tiles;
    float* values;  ///< of the image; channels x tiles for each place
    float* sums;    ///< of the output; filters x tiles for each place
  };
  /// Calls use(strip) for all of them.
  template <class Use>
  void for_strips(float* scratch, Use&& use) const;
  /// Calls use(tile, row, column) for each tile of a strip with its first position.
  template <class Use>
  void for_tiles(const Strip& strip, Use&& use) const;
  /// strip.values = B^T d B of the image's tiles.
  void transform_image(const float* bordered, const Strip& strip) const;

  Window2D window_;
  int filters_ = 0;
  int tile_rows_ = 0;
  int tile_columns_ = 0;
  int strip_rows_ = 0;
  Convolution border_;        // for its border only: of the window at an even number of positions
  Convolution product_;       // of a strip
  Convolution last_product_;  // of the last strip
};

}  // namespace lab
