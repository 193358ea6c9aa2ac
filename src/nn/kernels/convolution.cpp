#include "nn/kernels/convolution.h"

#include <algorithm>

#include "nn/kernels/tiling.h"

namespace lab {
namespace {

int bordered(const Window& window) {
  return std::max((window.out - 1) * window.stride + window.size, window.before + window.in);
}

}  // namespace

Convolution::Convolution(const Window2D& window, int filters)
    : window_(window),
      filters_(filters),
      bordered_height_(bordered(window.rows)),
      bordered_width_(bordered(window.columns)) {
  offsets_.reserve(static_cast<std::size_t>(window.positions()));
  for (int row = 0; row < window.rows.out; ++row) {
    for (int column = 0; column < window.columns.out; ++column) {
      offsets_.push_back(row * window.rows.stride * bordered_line() + column * window.columns.stride * window.channels);
    }
  }
}

int Convolution::bordered_size() const { return bordered_height_ * bordered_line(); }

const float* Convolution::with_border(const float* image, float* buffer) const {
  const Window& rows = window_.rows;
  const Window& columns = window_.columns;
  if (bordered_height_ == rows.in && bordered_width_ == columns.in && rows.before == 0 && columns.before == 0) {
    return image;
  }
  const int channels = window_.channels;
  const int top = std::max(0, -rows.before);
  const int left = std::max(0, -columns.before);
  const int width = std::max(0, columns.in - left) * channels;
  const int zeros_before = std::max(0, columns.before) * channels;
  float* to = std::fill_n(buffer, std::max(0, rows.before) * bordered_line(), 0.0F);
  for (int row = top; row < rows.in; ++row) {
    to = std::fill_n(to, zeros_before, 0.0F);
    to = std::copy_n(image + (row * columns.in + left) * channels, width, to);
    to = std::fill_n(to, bordered_line() - zeros_before - width, 0.0F);
  }
  std::fill(to, buffer + bordered_size(), 0.0F);
  return buffer;
}

bool Convolution::is_narrow() const {
  return filters_ < 4 && line() >= 16 && window_.rows.stride == 1 && window_.columns.stride == 1;
}

int Convolution::packed_size() const {
  if (is_narrow()) return filters_ * (window_.patch_size() + 1);
  return with_panel_for(filters_, [this]<int kLanes, int kVectors>() {
    constexpr int kRows = kLanes * kVectors;
    return (filters_ + kRows - 1) / kRows * panel_size(kRows);
  });
}

// Panel by panel: a head of biases, then for each number of the patch the filters of the panel, filled up with zeros. A
// narrow kernel has the biases first and then filter after filter.
void Convolution::pack(const float* kernel, const float* bias, float* packed) const {
  const auto bias_of = [&](int f) { return bias != nullptr ? bias[f] : 0.0F; };
  const int patch_size = window_.patch_size();
  if (is_narrow()) {
    for (int f = 0; f < filters_; ++f) *packed++ = bias_of(f);
    for (int f = 0; f < filters_; ++f) {
      for (int q = 0; q < patch_size; ++q) *packed++ = kernel[q * filters_ + f];
    }
    return;
  }
  with_panel_for(filters_, [&]<int kLanes, int kVectors>() {
    constexpr int kRows = kLanes * kVectors;
    for (int first = 0; first < filters_; first += kRows) {
      const int count = std::min(kRows, filters_ - first);
      for (int i = 0; i < kRows; ++i) *packed++ = i < count ? bias_of(first + i) : 0.0F;
      for (int q = 0; q < patch_size; ++q) {
        packed = std::copy_n(kernel + q * filters_ + first, count, packed);
        packed = std::fill_n(packed, kRows - count, 0.0F);
      }
    }
  });
}

bool Convolution::gathers() const {
  if (window_.channels > 1 || window_.columns.stride > 1 || window_.patch_size() > kMostGathered ||
      window_.columns.out > kMostBeside || is_narrow()) {
    return false;
  }
  // Tiles are written whole.
  return with_panel_for(filters_, [this]<int kLanes, int kVectors>() { return filters_ % (kLanes * kVectors) == 0; });
}

void Convolution::gather_line(const float* pixels, float (*numbers)[kMostBeside]) const {
  const int width = window_.columns.out;
  for (int y = 0; y < window_.rows.size; ++y, pixels += bordered_line()) {
    for (int x = 0; x < window_.columns.size; ++x, ++numbers) {
      float* const to = *numbers;
      int i = 0;
      for (; i + 4 <= width; i += 4) store<4>(to + i, load<4>(pixels + x + i));
      for (; i < width; ++i) to[i] = pixels[x + i];
    }
  }
}

void Convolution::run(const float* packed, const float* bordered, bool add, float* output) const {
  if (!gathers()) return run_some(window_.positions(), packed, bordered, add, output);
  const int width = window_.columns.out;
  alignas(64) float numbers[kMostGathered][kMostBeside];
  for (int row = 0; row < window_.rows.out; ++row, output += width * filters_) {
    gather_line(bordered + row * window_.rows.stride * bordered_line(), numbers);
    with_panel_for(filters_, [&]<int kLanes, int kVectors>() {
      constexpr int kRows = kLanes * kVectors;
      const OuterTerms terms{.length = window_.patch_size(), .left_step = kRows, .right_step = kMostBeside};
      const float* panel = packed;
      for (int first = 0; first < filters_; first += kRows, panel += panel_size(kRows)) {
        for_column_tiles(width, [&]<int kN>(int column) {
          float* const tile = output + column * filters_ + first;
          tile_of_outer<kLanes, kVectors, kN>(terms, panel + kRows, numbers[0] + column, add ? tile : panel,
                                              add ? filters_ : 0, tile, filters_);
        });
      }
    });
  }
}

void Convolution::run_some(int positions, const float* packed, const float* bordered, bool add, float* output) const {
  if (is_narrow()) return run_narrow(positions, packed, bordered, add, output);
  const Terms terms{.segments = window_.rows.size, .length = line(), .jump = bordered_line()};
  with_panel_for(filters_, [&]<int kLanes, int kVectors>() {
    constexpr int kRows = kLanes * kVectors;
    constexpr int kStep = kRows;  // panels are packed
    for (int first = 0; first < filters_; first += kRows) {
      const int count = std::min(kRows, filters_ - first);
      for_column_tiles(positions, [&]<int kN>(int position) {
        const float* patches[kN];
        for (int n = 0; n < kN; ++n) patches[n] = bordered + offset_of(position + n);
        tile_of_panel<kLanes, kVectors, kN>(terms, packed, packed + kRows, kStep, patches, add, count,
                                            output + position * filters_ + first, filters_);
      });
      packed += panel_size(kRows);
    }
  });
}

void Convolution::run_narrow(int positions, const float* packed, const float* bordered, bool add, float* output) const {
  const Terms terms{.segments = window_.rows.size, .length = line(), .jump = bordered_line()};
  const float* const weights = packed + filters_;
  const auto rows = [&]<int kRows>() {
    const float* left[kRows];
    for (int f = 0; f < kRows; ++f) left[f] = weights + f * window_.patch_size();
    const auto tile = [&]<int kN>(int position) {
      const float* patches[kN];
      for (int n = 0; n < kN; ++n) patches[n] = bordered + offset_of(position + n);
      float sums[kRows][kN];
      tile_of_inner<4, kRows, kN>(terms, left, patches, sums);
      for (int n = 0; n < kN; ++n) {
        for (int f = 0; f < kRows; ++f) {
          float* const to = output + (position + n) * kRows + f;
          *to = (add ? *to : packed[f]) + sums[f][n];
        }
      }
    };
    // As many sums as keep the arithmetic units busy, and fit into registers beside both factors.
    constexpr int kBeside = kRows == 1 ? 6 : kRows == 2 ? 4 : 3;
    int position = 0;
    for (; position + kBeside <= positions; position += kBeside) tile.template operator()<kBeside>(position);
    for (; position < positions; ++position) tile.template operator()<1>(position);
  };
  switch (filters_) {
    case 1: return rows.template operator()<1>();
    case 2: return rows.template operator()<2>();
    default: return rows.template operator()<3>();
  }
}

int Convolution::gradient_scratch() const {
  if (!is_narrow()) return 0;
  return window_.rows.out * widened_line() + window_.channels * window_.columns.size * filters_;
}

void Convolution::add_kernel_gradient(const float* bordered, const float* output_gradient, float* kernel_gradient,
                                      float* scratch) const {
  if (is_narrow()) return add_narrow_kernel_gradient(bordered, output_gradient, kernel_gradient, scratch);
  add_wide_kernel_gradient(window_.rows.out, window_.columns.out, bordered, output_gradient, kernel_gradient, filters_);
}

void Convolution::add_some_kernel_gradient(int positions, const float* bordered, const float* output_gradient,
                                           float* kernel_gradient, int step) const {
  add_wide_kernel_gradient(1, positions, bordered, output_gradient, kernel_gradient, step);
}

void Convolution::add_wide_kernel_gradient(int lines, int positions, const float* bordered,
                                           const float* output_gradient, float* kernel_gradient, int step) const {
  const OuterTerms terms{.segments = lines,
                         .length = positions,
                         .left_step = filters_,
                         .left_jump = std::ptrdiff_t{window_.columns.out} * filters_,
                         .right_step = std::ptrdiff_t{window_.columns.stride} * window_.channels,
                         .right_jump = std::ptrdiff_t{window_.rows.stride} * bordered_line()};
  for (int row = 0; row < window_.rows.size; ++row) {
    sum_outer_products(terms, filters_, line(), output_gradient, bordered + row * bordered_line(), true,
                       kernel_gradient + row * line() * step, step);
  }
}

int Convolution::widened_line() const { return (window_.columns.out + 2 * (window_.columns.size - 1)) * filters_; }

// Vectors run along the channels instead of along the filters. A pixel of the image meets one column of the kernel
// after the other at positions that lie side by side, so with zeros around the output's lines each pixel is read once
// per kernel row.
void Convolution::add_narrow_kernel_gradient(const float* bordered, const float* output_gradient,
                                             float* kernel_gradient, float* scratch) const {
  const int beside = (window_.columns.size - 1) * filters_;
  const int output_line = window_.columns.out * filters_;
  float* to = scratch;
  for (int row = 0; row < window_.rows.out; ++row) {
    to = std::fill_n(to, beside, 0.0F);
    to = std::copy_n(output_gradient + row * output_line, output_line, to);
    to = std::fill_n(to, beside, 0.0F);
  }
  float* const sums = to;
  const int channels = window_.channels;
  const OuterTerms terms{.segments = window_.rows.out,
                         .length = window_.columns.out + window_.columns.size - 1,
                         .left_step = channels,
                         .left_jump = bordered_line(),
                         .right_step = filters_,
                         .right_jump = widened_line()};
  const int columns = window_.columns.size * filters_;
  for (int row = 0; row < window_.rows.size; ++row) {
    sum_outer_products(terms, channels, columns, bordered + row * bordered_line(), scratch, false, sums, channels);
    float* const gradient = kernel_gradient + row * line() * filters_;
    for (int column = 0; column < window_.columns.size; ++column) {
      // The last column of the kernel meets a pixel at the first of the positions.
      const float* const from = sums + (window_.columns.size - 1 - column) * filters_ * channels;
      for (int c = 0; c < channels; ++c) {
        for (int f = 0; f < filters_; ++f) gradient[(column * channels + c) * filters_ + f] += from[f * channels + c];
      }
    }
  }
}

}  // namespace lab
