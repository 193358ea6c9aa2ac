#include "nn/kernels/repeated_convolution.h"

#include <algorithm>
#include <cassert>

namespace lab {
namespace {

/// Rounded down, also below zero.
int divide(int a, int b) { return (a >= 0 ? a : a - b + 1) / b; }

}  // namespace

std::vector<RepeatedConvolution::AxisPhase> RepeatedConvolution::phases_of(const Window& window, int repeats) {
  assert(window.stride == 1 && window.in % repeats == 0);
  std::vector<AxisPhase> phases;
  for (int first = 0; first < std::min(repeats, window.out); ++first) {
    // The block under row (column) k of the kernel, counted from the block of the position itself.
    const auto block_of = [&](int k) { return divide(first + k - window.before, repeats); };
    AxisPhase& phase = phases.emplace_back();
    phase.first = first;
    phase.window = {.in = window.in / repeats,
                    .out = (window.out - first + repeats - 1) / repeats,
                    .size = block_of(window.size - 1) - block_of(0) + 1,
                    .stride = 1,
                    .before = -block_of(0)};
    for (int k = 0; k < window.size; ++k) phase.taps.push_back(block_of(k) - block_of(0));
  }
  return phases;
}

RepeatedConvolution::RepeatedConvolution(const Window2D& window, int filters, Extent repeats)
    : window_(window), filters_(filters), repeats_(repeats) {
  for (const AxisPhase& rows : phases_of(window.rows, repeats.height)) {
    for (const AxisPhase& columns : phases_of(window.columns, repeats.width)) {
      const Window2D small{rows.window, columns.window, window.channels};
      phases_.push_back({rows, columns, Convolution(small, filters), TransposedConvolution(small, filters),
                         small.patch_size() * filters});
      const Phase& phase = phases_.back();
      multiplications_ += small.positions() * small.rows.size * small.columns.size;
      kernels_size_ += phase.kernel_size;
      packed_forward_ += phase.forward.packed_size();
      packed_backward_ += phase.backward.packed_size();
      packing_size_ = std::max(packing_size_, phase.kernel_size + phase.backward.packing_scratch());
      positions_size_ = std::max(positions_size_, small.positions() * filters);
      rest_size_ = std::max(
          {rest_size_, phase.forward.bordered_size() + phase.forward.gradient_scratch(), phase.backward.scratch()});
    }
  }
}

int RepeatedConvolution::small_size() const {
  return window_.rows.in / repeats_.height * (window_.columns.in / repeats_.width) * window_.channels;
}

int RepeatedConvolution::packed_size() const { return packed_forward_ + packed_backward_ + packing_size_; }

int RepeatedConvolution::scratch() const { return kernels_size_ + 2 * small_size() + positions_size_ + rest_size_; }

RepeatedConvolution::Parts RepeatedConvolution::parts(float* scratch) const {
  Parts parts{};
  parts.kernels = scratch;
  parts.image = parts.kernels + kernels_size_;
  parts.gradient = parts.image + small_size();
  parts.positions = parts.gradient + small_size();
  parts.rest = parts.positions + positions_size_;
  return parts;
}

template <class Use>
void RepeatedConvolution::for_kernel_pixels(const Phase& phase, Use&& use) const {
  const int weights = window_.channels * filters_;
  for (int row = 0; row < window_.rows.size; ++row) {
    for (int column = 0; column < window_.columns.size; ++column) {
      const int small = phase.rows.taps[static_cast<std::size_t>(row)] * phase.columns.window.size +
                        phase.columns.taps[static_cast<std::size_t>(column)];
      use(small * weights, (row * window_.columns.size + column) * weights);
    }
  }
}

template <class Use>
void RepeatedConvolution::for_positions(const Phase& phase, Use&& use) const {
  int small = 0;
  for (int row = phase.rows.first; row < window_.rows.out; row += repeats_.height) {
    for (int column = phase.columns.first; column < window_.columns.out; column += repeats_.width) {
      use(small, (row * window_.columns.out + column) * filters_);
      small += filters_;
    }
  }
}

template <class Use>
void RepeatedConvolution::for_blocks(Use&& use) const {
  int small = 0;
  for (int row = 0; row < window_.rows.in; row += repeats_.height) {
    for (int column = 0; column < window_.columns.in; column += repeats_.width) {
      use(small, (row * window_.columns.in + column) * window_.channels);
      small += window_.channels;
    }
  }
}

void RepeatedConvolution::add_up_kernel(const Phase& phase, const float* kernel, float* small) const {
  std::fill_n(small, phase.kernel_size, 0.0F);
  for_kernel_pixels(phase, [&](int to, int from) {
    for (int i = 0; i < window_.channels * filters_; ++i) small[to + i] += kernel[from + i];
  });
}

// All phases as run() reads them, then as gradients do, then what packing takes.
void RepeatedConvolution::pack(const float* kernel, const float* bias, bool for_input_gradient, float* packed) const {
  float* const small = packed + packed_forward_ + packed_backward_;
  float* forward = packed;
  float* backward = packed + packed_forward_;
  for (const Phase& phase : phases_) {
    add_up_kernel(phase, kernel, small);
    phase.forward.pack(small, bias, forward);
    forward += phase.forward.packed_size();
    if (!for_input_gradient) continue;
    phase.backward.pack(small, nullptr, backward, small + phase.kernel_size);
    backward += phase.backward.packed_size();
  }
}

void RepeatedConvolution::run(const float* packed, const float* image, int /*images*/, float* output,
                              float* scratch) const {
  const Parts p = parts(scratch);
  for_blocks([&](int to, int from) { std::copy_n(image + from, window_.channels, p.image + to); });
  for (const Phase& phase : phases_) {
    phase.forward.run(packed, phase.forward.with_border(p.image, p.rest), false, p.positions);
    for_positions(phase, [&](int from, int to) { std::copy_n(p.positions + from, filters_, output + to); });
    packed += phase.forward.packed_size();
  }
}

void RepeatedConvolution::begin_gradients(float* scratch) const {
  std::fill_n(parts(scratch).kernels, kernels_size_, 0.0F);
}

void RepeatedConvolution::add_gradients(const float* packed, const float* image, int /*images*/,
                                        const float* output_gradient, float* input_gradient, float* /*kernel_gradient*/,
                                        float* scratch) const {
  const Parts p = parts(scratch);
  for_blocks([&](int to, int from) { std::copy_n(image + from, window_.channels, p.image + to); });
  packed += packed_forward_;
  float* kernel_gradient = p.kernels;
  for (const Phase& phase : phases_) {
    for_positions(phase, [&](int to, int from) { std::copy_n(output_gradient + from, filters_, p.positions + to); });
    phase.forward.add_kernel_gradient(phase.forward.with_border(p.image, p.rest), p.positions, kernel_gradient,
                                      p.rest + phase.forward.bordered_size());
    kernel_gradient += phase.kernel_size;
    if (input_gradient == nullptr) continue;
    phase.backward.run(packed, p.positions, &phase != phases_.data(), p.gradient, p.rest);
    packed += phase.backward.packed_size();
  }
  if (input_gradient == nullptr) return;
  std::fill_n(input_gradient, window_.rows.in * window_.columns.in * window_.channels, 0.0F);
  for_blocks([&](int from, int to) { std::copy_n(p.gradient + from, window_.channels, input_gradient + to); });
}

void RepeatedConvolution::finish_gradients(float* kernel_gradient, const float* scratch) const {
  const float* gathered = scratch;
  for (const Phase& phase : phases_) {
    for_kernel_pixels(phase, [&](int from, int to) {
      for (int i = 0; i < window_.channels * filters_; ++i) kernel_gradient[to + i] += gathered[from + i];
    });
    gathered += phase.kernel_size;
  }
}

}  // namespace lab
