#pragma once

#include <cstddef>

#include "core/vec.h"

/// The innermost loops of every matrix product and convolution: a tile of the result (some vectors of rows times a few
/// columns) stays in registers while a sum runs over its terms. A tile of 2 vectors x 6 columns needs 12 registers of
/// sums, 2 of the left factor and 1 of the right: 15 of the 16 that WebAssembly on x64 can count on.
namespace lab {

inline constexpr int kTileColumns = 6;

/// The terms of a sum: `segments` runs of `length` terms, so that a convolution's window can be read where it lies.
struct Terms {
  int segments = 1;
  int length = 0;
  std::ptrdiff_t jump = 0;  ///< floats from the start of one segment to the next, in the right factor
};

/// tile(rows x kN) = head + sum of left(rows, k) right(k, column). The left factor has kVectors * kLanes numbers per
/// term, left_step floats from one term to the next; as many are in `head`. Column j's terms of a segment lie at
/// right[j] one after the other. With `add` the sum starts from what stands in the tile instead of the head. `rows` <=
/// kVectors * kLanes of each column are written, column_step floats apart.
template <int kLanes, int kVectors, int kN>
void tile_of_panel(const Terms& terms, const float* head, const float* left, std::ptrdiff_t left_step,
                   const float* const* right, bool add, int rows, float* tile, std::ptrdiff_t column_step) {
  constexpr int kRows = kVectors * kLanes;
  Vec<kLanes> sum[kN][kVectors];
  const bool whole = rows == kRows;
  float part[kN * kRows];  // where the tile's last rows do not exist
  if (add && !whole) {
    for (int j = 0; j < kN; ++j) {
      for (int i = 0; i < kRows; ++i) part[j * kRows + i] = i < rows ? tile[j * column_step + i] : 0.0F;
    }
  }
  for (int j = 0; j < kN; ++j) {
    const float* const start = !add ? head : whole ? tile + j * column_step : part + j * kRows;
    for (int v = 0; v < kVectors; ++v) sum[j][v] = load<kLanes>(start + v * kLanes);
  }
  // Offsets to addresses that stay as they are cost less than addresses that move: there are more of them than
  // registers.
  std::size_t at = 0;
  for (int segment = 0; segment < terms.segments; ++segment) {
    for (int k = terms.length; k > 0; --k) {
      Vec<kLanes> l[kVectors];
      for (int v = 0; v < kVectors; ++v) l[v] = load<kLanes>(left + v * kLanes);
      for (int j = 0; j < kN; ++j) {
        const Vec<kLanes> r =
            broadcast<kLanes>(*reinterpret_cast<const float*>(reinterpret_cast<const char*>(right[j]) + at));
        for (int v = 0; v < kVectors; ++v) sum[j][v] = multiply_add(l[v], r, sum[j][v]);
      }
      left += left_step;
      at += sizeof(float);
    }
    at += static_cast<std::size_t>(terms.jump - terms.length) * sizeof(float);
  }
  for (int j = 0; j < kN; ++j) {
    float* const to = whole ? tile + j * column_step : part + j * kRows;
    for (int v = 0; v < kVectors; ++v) store<kLanes>(to + v * kLanes, sum[j][v]);
  }
  if (!whole) {
    for (int j = 0; j < kN; ++j) {
      for (int i = 0; i < rows; ++i) tile[j * column_step + i] = part[j * kRows + i];
    }
  }
}

/// Both factors of a sum of outer products, read where they lie: term k multiplies some numbers at left + k * left_step
/// with some at right + k * right_step.
struct OuterTerms {
  int segments = 1;
  int length = 0;
  std::ptrdiff_t left_step = 0;
  std::ptrdiff_t left_jump = 0;  ///< from the start of one segment to the next
  std::ptrdiff_t right_step = 0;
  std::ptrdiff_t right_jump = 0;
};

/// tile(kVectors * kLanes x kN) = start + sum of outer products; the start of column j lies at start + j * start_step,
/// or is zero where start is null.
template <int kLanes, int kVectors, int kN>
inline void tile_of_outer(const OuterTerms& terms, const float* left, const float* right, const float* start,
                          std::ptrdiff_t start_step, float* tile, std::ptrdiff_t column_step) {
  Vec<kLanes> sum[kN][kVectors] = {};
  if (start != nullptr) {
    for (int j = 0; j < kN; ++j) {
      for (int v = 0; v < kVectors; ++v) sum[j][v] = load<kLanes>(start + j * start_step + v * kLanes);
    }
  }
  for (int segment = 0; segment < terms.segments; ++segment) {
    const float* l = left + segment * terms.left_jump;
    const float* r = right + segment * terms.right_jump;
    for (int k = 0; k < terms.length; ++k) {
      Vec<kLanes> lv[kVectors];
      for (int v = 0; v < kVectors; ++v) lv[v] = load<kLanes>(l + v * kLanes);
      for (int j = 0; j < kN; ++j) {
        const Vec<kLanes> rv = broadcast<kLanes>(r[j]);
        for (int v = 0; v < kVectors; ++v) sum[j][v] = multiply_add(lv[v], rv, sum[j][v]);
      }
      l += terms.left_step;
      r += terms.right_step;
    }
  }
  for (int j = 0; j < kN; ++j) {
    for (int v = 0; v < kVectors; ++v) store<kLanes>(tile + j * column_step + v * kLanes, sum[j][v]);
  }
}

/// result[i][j] = sum over k of left[i][k] right[j][k]: inner products of numbers that lie one after the other, in both
/// factors. Segments of the left factor follow each other without a gap.
template <int kLanes, int kRows, int kN>
void tile_of_inner(const Terms& terms, const float* const* left, const float* const* right,
                   float (&result)[kRows][kN]) {
  Vec<kLanes> sum[kRows][kN] = {};
  float rest[kRows][kN] = {};
  std::ptrdiff_t left_at = 0;
  std::ptrdiff_t right_at = 0;
  const int whole = terms.length - terms.length % kLanes;
  for (int segment = 0; segment < terms.segments; ++segment) {
    for (int k = 0; k < whole; k += kLanes) {
      Vec<kLanes> r[kN];
      for (int j = 0; j < kN; ++j) r[j] = load<kLanes>(right[j] + right_at + k);
      for (int i = 0; i < kRows; ++i) {
        const Vec<kLanes> l = load<kLanes>(left[i] + left_at + k);
        for (int j = 0; j < kN; ++j) sum[i][j] = multiply_add(l, r[j], sum[i][j]);
      }
    }
    for (int k = whole; k < terms.length; ++k) {
      for (int i = 0; i < kRows; ++i) {
        for (int j = 0; j < kN; ++j) rest[i][j] += left[i][left_at + k] * right[j][right_at + k];
      }
    }
    left_at += terms.length;
    right_at += terms.jump;
  }
  const Vec<kLanes>* const s = &sum[0][0];
  float* const r = &result[0][0];
  constexpr int kSums = kRows * kN;
  constexpr int kByFour = kLanes == 4 ? kSums - kSums % 4 : 0;
  if constexpr (kLanes == 4) {
    for (int i = 0; i < kByFour; i += 4) store<4>(r + i, sums_of(s[i], s[i + 1], s[i + 2], s[i + 3]));
  }
  for (int i = kByFour; i < kSums; ++i) r[i] = sum_of(s[i]);
  if (whole == terms.length) return;
  for (int i = 0; i < kRows; ++i) {
    for (int j = 0; j < kN; ++j) result[i][j] += rest[i][j];
  }
}

}  // namespace lab
