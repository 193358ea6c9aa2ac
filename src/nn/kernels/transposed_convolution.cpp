#include "nn/kernels/transposed_convolution.h"

#include <algorithm>

namespace lab {

float* transpose_weights(const float* pixel, int channels, int filters, float* to) {
  for (int f = 0; f < filters; ++f) {
    for (int c = 0; c < channels; ++c) *to++ = pixel[c * filters + f];
  }
  return to;
}

// Row k of the kernel at position o of the window lies on pixel y = o * stride + k - before of the large image. With
// y + before = m * stride + r these are the rows k = r + j * stride, at the positions o = m - j.
std::vector<TransposedConvolution::AxisPhase> TransposedConvolution::phases_of(const Window& window) {
  std::vector<AxisPhase> phases;
  for (int first = 0; first < std::min(window.stride, window.in); ++first) {
    const int r = (first + window.before) % window.stride;
    const int m = (first + window.before) / window.stride;
    const int taps = r < window.size ? (window.size - r + window.stride - 1) / window.stride : 0;
    AxisPhase& phase = phases.emplace_back();
    phase.first = first;
    phase.window = {.in = window.out,
                    .out = (window.in - first + window.stride - 1) / window.stride,
                    .size = taps,
                    .stride = 1,
                    .before = taps - 1 - m};
    for (int tap = 0; tap < taps; ++tap) phase.taps.push_back(r + (taps - 1 - tap) * window.stride);
  }
  return phases;
}

TransposedConvolution::TransposedConvolution(const Window2D& window, int filters) : window_(window), filters_(filters) {
  for (const AxisPhase& rows : phases_of(window.rows)) {
    for (const AxisPhase& columns : phases_of(window.columns)) {
      const Window2D small{rows.window, columns.window, filters};
      phases_.push_back({rows, columns, Convolution(small, window.channels)});
      const Phase& phase = phases_.back();
      packed_size_ += phase.convolution.packed_size();
      kernel_size_ = std::max(kernel_size_, small.patch_size() * window.channels);
      bordered_size_ = std::max(bordered_size_, phase.convolution.bordered_size());
      large_size_ = std::max(large_size_, small.positions() * window.channels);
    }
  }
  if (phases_.size() == 1) large_size_ = 0;
}

void TransposedConvolution::pack(const float* kernel, const float* bias, float* packed, float* scratch) const {
  for (const Phase& phase : phases_) {
    float* to = scratch;
    for (const int row : phase.rows.taps) {
      for (const int column : phase.columns.taps) {
        const float* const from = kernel + (row * window_.columns.size + column) * window_.channels * filters_;
        to = transpose_weights(from, window_.channels, filters_, to);
      }
    }
    phase.convolution.pack(scratch, bias, packed);
    packed += phase.convolution.packed_size();
  }
}

void TransposedConvolution::run(const float* packed, const float* small, bool add, float* large, float* scratch) const {
  float* const bordered = scratch;
  float* const part = scratch + bordered_size_;
  const int channels = window_.channels;
  for (const Phase& phase : phases_) {
    const float* const image = phase.convolution.with_border(small, bordered);
    if (phases_.size() == 1) return phase.convolution.run(packed, image, add, large);
    phase.convolution.run(packed, image, false, part);
    packed += phase.convolution.packed_size();
    const float* from = part;
    for (int row = phase.rows.first; row < window_.rows.in; row += window_.rows.stride) {
      for (int column = phase.columns.first; column < window_.columns.in; column += window_.columns.stride) {
        float* const to = large + (row * window_.columns.in + column) * channels;
        for (int c = 0; c < channels; ++c) to[c] = (add ? to[c] : 0.0F) + from[c];
        from += channels;
      }
    }
  }
}

}  // namespace lab
