#pragma once

#include "nn/kernels/convolution.h"
#include "nn/kernels/winograd_transforms.h"

namespace lab {

/// Tiles along one axis.
inline int winograd_tiles(const Window& window) { return (window.out + kWinogradOutputs - 1) / kWinogradOutputs; }

/// The arithmetic of a convolution with a kernel of 3x3 and strides of 1 by Winograd's F(4x4, 3x3), as in A. Lavin and
/// S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2016: tiles of 6x6 pixels and the kernel are
/// transformed, multiplied number by number (36 matrix products, one per place in a tile), and turned back into 4x4
/// positions. That is 36 multiplications where the definition has 144. Sums are rounded a little differently.
///
/// The matrix products have a column for each tile. So that they are neither too narrow nor more than the second-level
/// cache holds, tiles are taken in strips, across several images where those are small.
class Winograd {
 public:
  /// Channels and filters must be multiples of 4.
  Winograd(const Window2D& window, int filters);

  /// Floats of an image, and of its output.
  [[nodiscard]] int image_size() const { return window_.rows.in * window_.columns.in * window_.channels; }
  [[nodiscard]] int output_size() const { return window_.positions() * filters_; }

  [[nodiscard]] int packed_size() const { return filters_ + kWinogradPlaces * product_.packed_size(); }
  /// Floats that pack() may use.
  [[nodiscard]] int packing_scratch() const;
  /// Floats that run() and add_kernel_gradient() may use.
  [[nodiscard]] int scratch() const;
  /// Floats of dL/d transformed kernel.
  [[nodiscard]] int transformed_size() const { return kWinogradPlaces * window_.channels * filters_; }

  /// `bias` may be null.
  void pack(const float* kernel, const float* bias, float* packed, float* scratch) const;
  /// output (filters at each position) = bias + kernel * image, of some images that follow one another
  void run(const float* packed, const float* image, int images, float* output, float* scratch) const;

  /// transformed += dL/d transformed kernel
  void add_kernel_gradient(const float* image, int images, const float* output_gradient, float* transformed,
                           float* scratch) const;
  /// kernel_gradient += dL/d kernel
  void finish_kernel_gradient(const float* transformed, float* kernel_gradient) const;

 private:
  /// Some tiles. Numbers of a place begin so many floats after those of the one before.
  struct Strip {
    const float* bordered;  ///< the first image of those whose borders were written together
    int bordered_step;      ///< to the next one
    int first_tile;         ///< counted from the first tile of that image
    int tiles;
    float* values;  ///< of the image; channels x tiles for each place
    int values_step;
    float* sums;  ///< of the output; filters x tiles for each place
    int sums_step;
  };
  [[nodiscard]] int tiles_of_image() const { return tile_rows_ * tile_columns_; }
  /// Calls use(first image, strip) for all strips of so many images.
  template <class Use>
  void for_strips(const float* image, int images, float* scratch, Use&& use) const;
  /// Calls use(tile, image, row, column) for each tile of a strip with its first position.
  template <class Use>
  void for_tiles(const Strip& strip, Use&& use) const;
  /// strip.values = B^T d B of the images' tiles.
  template <int kLanes>
  void transform_images(const Strip& strip) const;
  /// strip.sums = A g A^T of the output's gradients.
  template <int kLanes>
  void transform_gradients(const float* output_gradient, const Strip& strip) const;
  /// output = bias + A^T m A of strip.sums.
  template <int kLanes>
  void write_outputs(const Strip& strip, const float* bias, float* output) const;

  Window2D window_;
  int filters_ = 0;
  int tile_rows_ = 0;
  int tile_columns_ = 0;
  int strip_tiles_ = 0;   // at most
  int strip_images_ = 0;  // whose borders are written together
  Convolution border_;    // for its border only: of the window at whole tiles' positions
  Convolution product_;   // of one place: as if tiles were pixels under a window of one
};

}  // namespace lab
