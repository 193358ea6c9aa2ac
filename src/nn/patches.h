#pragma once

#include "core/matrix.h"
#include "nn/window.h"

namespace lab {

// A convolution is a product of its kernel with a matrix of patches: one column of patch_size() numbers (row by row,
// channel last, as Keras's kernels have them) per position of the window. Patches are made for a block of positions at
// a time, so that they stay in the cache and no matrix for the whole image or batch exists.

/// Positions per block, so that one block of patches has about 64 KB.
[[nodiscard]] int patch_block(const Window2D& window);

/// Writes the patches at positions first .. first + patches.cols() - 1 (row by row) of one image; zeros outside it.
void gather_patches(const Window2D& window, const float* image, int first, MatrixView patches);

/// The reverse: adds each number of the patches to the pixel it came from.
void scatter_patches(const Window2D& window, const ConstMatrixView& patches, int first, float* image);

}  // namespace lab
