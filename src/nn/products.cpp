#include "nn/products.h"

#include <algorithm>
#include <cassert>

#include "nn/kernels/tiling.h"

namespace lab {
namespace {

// Terms per pass: a packed panel of the left factor and a tile's columns of the right one stay in the first-level
// cache.
constexpr int kDepth = 256;
// Fewer columns than these are not worth packing the left factor for.
constexpr int kFewColumns = 3;
// Inner products at a time, in both directions: 3 x 3 need 13 registers of 16.
constexpr int kInnerTile = 3;

/// Each column alone, with the left factor read where it lies.
void multiply_few(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c) {
  const OuterTerms terms{.length = static_cast<int>(a.cols()), .left_step = a.outerStride(), .right_step = 1};
  for (int j = 0; j < static_cast<int>(b.cols()); ++j) {
    sum_outer_products(terms, static_cast<int>(a.rows()), 1, a.data(), b.col(j).data(), false, c.col(j).data(),
                       c.outerStride());
  }
}

/// Whether panels of the left factor can be read where they lie, `stride` floats from one term to the next, without
/// falling on too few sets of the first-level cache (64 of them in 4 KB, 8 lines each). Otherwise they are packed.
bool suits_cache(std::ptrdiff_t stride) { return stride % 64 != 0; }

template <int kLanes, int kVectors>
void multiply_panels(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c, const float* bias) {
  constexpr int kRows = kLanes * kVectors;
  const auto rows = static_cast<int>(a.rows());
  const auto depth = static_cast<int>(a.cols());
  const bool in_place = suits_cache(a.outerStride());
  alignas(64) float packed[kRows * kDepth];
  for (int k = 0; k < depth; k += kDepth) {
    const Terms terms{.length = std::min(kDepth, depth - k)};
    for (int row = 0; row < rows; row += kRows) {
      const int count = std::min(kRows, rows - row);
      float head[kRows] = {};
      if (bias != nullptr) std::copy_n(bias + row, count, head);
      const float* left = a.data() + k * a.outerStride() + row;
      std::ptrdiff_t left_step = a.outerStride();
      if (!in_place || count < kRows) {
        for (int t = 0; t < terms.length; ++t) {
          const float* const from = left + t * left_step;
          float* const to = packed + t * kRows;
          if (count == kRows) {
            for (int i = 0; i < kRows; ++i) to[i] = from[i];
          } else {
            for (int i = 0; i < count; ++i) to[i] = from[i];
            for (int i = count; i < kRows; ++i) to[i] = 0.0F;
          }
        }
        left = packed;
        left_step = kRows;
      }
      for_column_tiles(static_cast<int>(b.cols()), [&]<int kN>(int j) {
        const float* columns[kN];
        for (int n = 0; n < kN; ++n) columns[n] = b.data() + (j + n) * b.outerStride() + k;
        tile_of_panel<kLanes, kVectors, kN>(terms, head, left, left_step, columns, k > 0, count,
                                            c.data() + j * c.outerStride() + row, c.outerStride());
      });
    }
  }
}

/// Both factors lie along the sum, so nothing has to be packed.
template <int kRowTile>
void inner_products(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c, int first_row) {
  const Terms terms{.length = static_cast<int>(a.rows())};
  const float* left[kRowTile];
  for (int i = 0; i < kRowTile; ++i) left[i] = a.col(first_row + i).data();
  const auto columns = static_cast<int>(b.cols());
  const auto tile = [&]<int kN>(int j) {
    const float* right[kN];
    for (int n = 0; n < kN; ++n) right[n] = b.col(j + n).data();
    float result[kRowTile][kN];
    tile_of_inner<kWidestLanes, kRowTile, kN>(terms, left, right, result);
    for (int n = 0; n < kN; ++n) {
      for (int i = 0; i < kRowTile; ++i) c(first_row + i, j + n) = result[i][n];
    }
  };
  int j = 0;
  for (; j + kInnerTile <= columns; j += kInnerTile) tile.template operator()<kInnerTile>(j);
  for (; j < columns; ++j) tile.template operator()<1>(j);
}

void outer_products(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c, bool add) {
  const OuterTerms terms{
      .length = static_cast<int>(a.cols()), .left_step = a.outerStride(), .right_step = b.outerStride()};
  sum_outer_products(terms, static_cast<int>(a.rows()), static_cast<int>(b.rows()), a.data(), b.data(), add, c.data(),
                     c.outerStride());
}

}  // namespace

void multiply(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c, const float* bias) {
  assert(a.cols() == b.rows() && a.rows() == c.rows() && b.cols() == c.cols());
  if (b.cols() <= kFewColumns) {
    multiply_few(a, b, c);
    if (bias != nullptr) c.colwise() += ConstVectorView(bias, c.rows());
    return;
  }
  with_panel_for(static_cast<int>(a.rows()),
                 [&]<int kLanes, int kVectors>() { multiply_panels<kLanes, kVectors>(a, b, c, bias); });
}

void multiply_left_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  assert(a.rows() == b.rows() && a.cols() == c.rows() && b.cols() == c.cols());
  if constexpr (kWidestLanes > 4) {
    // With AVX-512 Eigen's packing pays: 90 GFLOP/s against 46.
    c.noalias() = a.transpose() * b;
    return;
  }
  int row = 0;
  for (; row + kInnerTile <= static_cast<int>(a.cols()); row += kInnerTile) inner_products<kInnerTile>(a, b, c, row);
  for (; row < static_cast<int>(a.cols()); ++row) inner_products<1>(a, b, c, row);
}

void multiply_right_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  assert(a.cols() == b.cols() && a.rows() == c.rows() && b.rows() == c.cols());
  outer_products(a, b, c, false);
}

void add_right_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  assert(a.cols() == b.cols() && a.rows() == c.rows() && b.rows() == c.cols());
  outer_products(a, b, c, true);
}

}  // namespace lab
