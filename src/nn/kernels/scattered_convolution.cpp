#include "nn/kernels/scattered_convolution.h"

#include <algorithm>

#include "nn/kernels/transposed_convolution.h"

namespace lab {

ScatteredConvolution::ScatteredConvolution(const Window2D& window, int filters)
    : window_(window),
      filters_(filters),
      product_({{}, {.in = window.positions(), .out = window.positions()}, filters}, window.patch_size()) {}

bool ScatteredConvolution::suits(const Window2D& window) {
  // Each pixel of the large image meets the kernel once per phase.
  const int pixels = window.rows.in * window.columns.in;
  const int phases = window.rows.stride * window.columns.stride;
  return 2 * pixels > 3 * window.positions() * phases;
}

void ScatteredConvolution::pack(const float* kernel, float* packed, float* scratch) const {
  transpose_weights(kernel, window_.patch_size(), filters_, scratch);
  product_.pack(scratch, nullptr, packed);
}

void ScatteredConvolution::run(const float* packed, const float* small, float* large, float* scratch) const {
  product_.run(packed, small, false, scratch);
  const auto& [rows, columns, channels] = window_;
  std::fill_n(large, rows.in * columns.in * channels, 0.0F);
  const float* patch = scratch;
  for (int row = 0; row < rows.out; ++row) {
    for (int column = 0; column < columns.out; ++column, patch += window_.patch_size()) {
      const int first = columns.first_inside(column);
      const int count = (columns.last_inside(column) - first) * channels;
      for (int k = rows.first_inside(row); k < rows.last_inside(row); ++k) {
        const float* from = patch + (k * columns.size + first) * channels;
        float* to = large + ((rows.start(row) + k) * columns.in + columns.start(column) + first) * channels;
        for (int i = 0; i < count; ++i) to[i] += from[i];
      }
    }
  }
}

}  // namespace lab
