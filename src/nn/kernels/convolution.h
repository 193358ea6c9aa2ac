#pragma once

#include <vector>

#include "nn/window.h"

namespace lab {

/// The arithmetic of one convolution of an image (channel last) with some filters: a matrix product whose right factor,
/// the patches under the window, is read from the image where it lies (except with one channel, see gathers()). The
/// image has a border of zeros instead, so that no position of the window is a special case. A window may also begin
/// inside the image (before < 0). Kernels are as Keras has them: (height, width, channels, filters).
class Convolution {
 public:
  Convolution() = default;
  Convolution(const Window2D& window, int filters);

  /// Floats of an image with its border, and of a line of it.
  [[nodiscard]] int bordered_size() const;
  [[nodiscard]] int bordered_line() const { return bordered_width_ * window_.channels; }
  /// The image with its border, written to `buffer` unless it needs none.
  const float* with_border(const float* image, float* buffer) const;

  /// Floats of a kernel in the order in which run() reads it, with the bias.
  [[nodiscard]] int packed_size() const;
  /// `bias` may be null.
  void pack(const float* kernel, const float* bias, float* packed) const;

  /// output (filters at each position) = (add ? output : bias) + kernel * image
  void run(const float* packed, const float* bordered, bool add, float* output) const;
  /// The same for the first `positions` positions.
  void run_some(int positions, const float* packed, const float* bordered, bool add, float* output) const;

  /// Floats that add_kernel_gradient() may use.
  [[nodiscard]] int gradient_scratch() const;
  /// kernel_gradient += dL/d kernel, from dL/d output and the image with its border.
  void add_kernel_gradient(const float* bordered, const float* output_gradient, float* kernel_gradient,
                           float* scratch) const;
  /// The same for the first `positions` positions of the first line, with each channel's gradients `step` floats after
  /// those of the one before. For a window of one, and four filters and more.
  void add_some_kernel_gradient(int positions, const float* bordered, const float* output_gradient,
                                float* kernel_gradient, int step) const;

 private:
  static constexpr int kMostGathered = 32;  // numbers of a patch
  static constexpr int kMostBeside = 64;    // positions of a line

  /// Whether the filters are too few for a vector of them; then vectors run along the patch instead.
  [[nodiscard]] bool is_narrow() const;
  /// Floats of a packed panel: a head of biases and the weights.
  [[nodiscard]] int panel_size(int panel_rows) const { return panel_rows * (window_.patch_size() + 1); }
  /// Whether run() brings the patches of a line together, number by number, because they are few and one channel's.
  [[nodiscard]] bool gathers() const;
  /// A line of patches, number by number: those of positions side by side lie side by side, so that one address serves
  /// a tile. The first one's first line begins at `pixels`.
  void gather_line(const float* pixels, float (*numbers)[kMostBeside]) const;
  void run_narrow(int positions, const float* packed, const float* bordered, bool add, float* output) const;
  void add_wide_kernel_gradient(int lines, int positions, const float* bordered, const float* output_gradient,
                                float* kernel_gradient, int step) const;
  void add_narrow_kernel_gradient(const float* bordered, const float* output_gradient, float* kernel_gradient,
                                  float* scratch) const;
  /// Floats of a line of the output with room for zeros on both sides, see add_narrow_kernel_gradient().
  [[nodiscard]] int widened_line() const;
  /// Where the patch of a position starts in the image with its border.
  [[nodiscard]] int offset_of(int position) const { return offsets_[static_cast<std::size_t>(position)]; }
  [[nodiscard]] int line() const { return window_.columns.size * window_.channels; }

  Window2D window_;
  int filters_ = 0;
  int bordered_height_ = 0;
  int bordered_width_ = 0;
  std::vector<int> offsets_;  // per position
};

}  // namespace lab
