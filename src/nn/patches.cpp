#include "nn/patches.h"

#include <algorithm>

namespace lab {
namespace {

constexpr int kBlockFloats = 16384;

/// Calls run(patch offset, image offset, count) for every run of numbers that a patch and the image share, and
/// outside(patch offset, count) for what lies outside the image.
template <class Run, class Outside>
void for_each_run(const Window2D& window, int position, Run&& run, Outside&& outside) {
  const int row = position / window.columns.out;
  const int column = position % window.columns.out;
  const int line = window.columns.size * window.channels;  // numbers in one row of the patch
  const int first = window.columns.first_inside(column);
  const int last = std::max(first, window.columns.last_inside(column));
  const int left = window.columns.start(column) + first;
  for (int ky = 0; ky < window.rows.size; ++ky) {
    const int y = window.rows.start(row) + ky;
    const int begin = ky * line;
    if (y < 0 || y >= window.rows.in) {
      outside(begin, line);
      continue;
    }
    if (first > 0) outside(begin, first * window.channels);
    run(begin + first * window.channels, (y * window.columns.in + left) * window.channels,
        (last - first) * window.channels);
    if (last < window.columns.size) {
      outside(begin + last * window.channels, (window.columns.size - last) * window.channels);
    }
  }
}

}  // namespace

int patch_block(const Window2D& window) {
  return std::clamp(kBlockFloats / window.patch_size(), std::min(8, window.positions()), window.positions());
}

void gather_patches(const Window2D& window, const float* image, int first, MatrixView patches) {
  for (int i = 0; i < static_cast<int>(patches.cols()); ++i) {
    float* const patch = sample_of(patches, i);
    for_each_run(
        window, first + i,
        [&](int at, int from, int count) {
          // Runs are short (three pixels of a few channels), so a loop beats a call.
          for (int k = 0; k < count; ++k) patch[at + k] = image[from + k];
        },
        [&](int at, int count) { std::fill_n(patch + at, count, 0.0F); });
  }
}

void scatter_patches(const Window2D& window, const ConstMatrixView& patches, int first, float* image) {
  for (int i = 0; i < static_cast<int>(patches.cols()); ++i) {
    const float* const patch = sample_of(patches, i);
    for_each_run(
        window, first + i,
        [&](int at, int to, int count) {
          for (int k = 0; k < count; ++k) image[to + k] += patch[at + k];
        },
        [](int, int) {});
  }
}

}  // namespace lab
