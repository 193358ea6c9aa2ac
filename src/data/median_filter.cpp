#include "data/median_filter.h"

#include <cassert>
#include <cstddef>
#include <vector>

namespace lab {
namespace {

// Written with < alone so that each is one instruction on a vector; pixels are never NaN.
inline float smaller(float a, float b) { return b < a ? b : a; }
inline float larger(float a, float b) { return a < b ? b : a; }
inline float middle(float a, float b, float c) { return larger(smaller(a, b), smaller(larger(a, b), c)); }

// Column -1 is column 1 and column `width` is column width - 2 (in a picture one pixel wide, column 0).
void reflect_ends(float* row, std::size_t width, std::size_t channels) {
  const std::size_t inner = width > 1 ? 1 : 0;
  for (std::size_t c = 0; c < channels; ++c) {
    row[c] = row[(1 + inner) * channels + c];
    row[(width + 1) * channels + c] = row[(width - inner) * channels + c];
  }
}

}  // namespace

void median_filter(const Shape& shape, std::span<const float> in, std::span<float> out) {
  const auto height = static_cast<std::size_t>(shape.is_flat ? 1 : shape.height);
  const auto width = static_cast<std::size_t>(shape.is_flat ? shape.channels : shape.width);
  const auto channels = static_cast<std::size_t>(shape.is_flat ? 1 : shape.channels);
  const std::size_t row = width * channels;
  assert(in.size() == height * row && out.size() == in.size());
  if (row == 0 || height == 0) return;

  // Each column of three is sorted once, and neighbouring medians share it: the median of nine is the median of (the
  // largest of the lows, the middle one of the middles, the smallest of the highs). Source: J. L. Smith,
  // "Implementing median filters in XC4000E FPGAs", Xcell 23, 1996. 18 minima and maxima a pixel, no branch.
  const std::size_t padded = row + 2 * channels;
  std::vector<float> scratch(3 * padded);
  float* const low = scratch.data();
  float* const mid = low + padded;
  float* const high = mid + padded;
  for (std::size_t y = 0; y < height; ++y) {
    const std::size_t up = y > 0 ? y - 1 : (height > 1 ? 1 : 0);
    const std::size_t down = y + 1 < height ? y + 1 : (height > 1 ? height - 2 : 0);
    const float* const a = in.data() + up * row;
    const float* const b = in.data() + y * row;
    const float* const d = in.data() + down * row;
    for (std::size_t i = 0; i < row; ++i) {
      const float ab_low = smaller(a[i], b[i]);
      const float ab_high = larger(a[i], b[i]);
      const float rest = smaller(ab_high, d[i]);
      low[channels + i] = smaller(ab_low, d[i]);
      mid[channels + i] = larger(ab_low, rest);
      high[channels + i] = larger(ab_high, d[i]);
    }
    for (float* const sorted : {low, mid, high}) reflect_ends(sorted, width, channels);
    float* const result = out.data() + y * row;
    for (std::size_t i = 0; i < row; ++i) {
      const std::size_t j = i + channels;
      const std::size_t k = j + channels;
      result[i] = middle(larger(larger(low[i], low[j]), low[k]), middle(mid[i], mid[j], mid[k]),
                         smaller(smaller(high[i], high[j]), high[k]));
    }
  }
}

}  // namespace lab
