#include "nn/products.h"

#include <algorithm>
#include <cassert>

#include "nn/kernels/sparse_product.h"
#include "nn/kernels/tiling.h"

namespace lab {
namespace {

// Terms per pass: a packed panel of the left factor and a tile's columns of the right one stay in the first-level
// cache.
constexpr int kDepth = 256;
// Fewer columns than these are not worth packing the left factor for.
constexpr int kFewColumns = 3;

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

/// Packing the right factor pays from so many rows on.
constexpr int kManyRows = 128;
constexpr int kMostPackedColumns = 64;

constexpr int tiles_for(int columns) { return (columns + kTileColumns - 1) / kTileColumns; }

/// Whether the columns can be cut into tiles of five and six.
constexpr bool fill_tiles(int columns) { return tiles_for(columns) * (kTileColumns - 1) <= columns; }

/// Columns of the right factor, cut into tiles whose columns lie beside each other for each term.
class PackedColumns {
 public:
  /// At most kMostPackedColumns columns, which must fill tiles, of `depth` <= kDepth numbers.
  void pack(const float* from, std::ptrdiff_t column_step, int columns, int depth) {
    tiles_ = tiles_for(columns);
    wide_ = columns - tiles_ * (kTileColumns - 1);
    float* to = values_;
    for (int tile = 0; tile < tiles_; ++tile) {
      const int width = tile < wide_ ? kTileColumns : kTileColumns - 1;
      for (int j = 0; j < width; ++j, from += column_step) {
        for (int k = 0; k < depth; ++k) to[k * width + j] = from[k];
      }
      to += width * depth;
    }
  }

  /// A panel of rows of the result: start + left times these columns.
  template <int kLanes, int kVectors>
  void multiply(const float* left, std::ptrdiff_t left_step, int depth, const float* start, std::ptrdiff_t start_step,
                float* result, std::ptrdiff_t column_step) const {
    OuterTerms terms{.length = depth, .left_step = left_step, .right_step = kTileColumns};
    const float* right = values_;
    const auto tiles = [&]<int kN>(int count) {
      for (; count > 0; --count) {
        tile_of_outer<kLanes, kVectors, kN>(terms, left, right, start, start_step, result, column_step);
        right += kN * depth;
        if (start != nullptr) start += kN * start_step;
        result += kN * column_step;
      }
    };
    tiles.template operator()<kTileColumns>(wide_);
    terms.right_step = kTileColumns - 1;
    tiles.template operator()<kTileColumns - 1>(tiles_ - wide_);
  }

 private:
  int tiles_ = 0;
  int wide_ = 0;  // the first of them, with six columns; the others have five
  alignas(64) float values_[kDepth * kMostPackedColumns];
};

/// Rows of the left factor for `depth` terms, a panel's kRows beside each other.
template <int kRows>
void pack_rows(const float* from, std::ptrdiff_t step, int depth, float* to) {
  for (int k = 0; k < depth; ++k, from += step, to += kRows) {
    for (int i = 0; i < kRows; ++i) to[i] = from[i];
  }
}

/// One or two panels beside each other.
template <int kRows>
void pack_panels(const float* from, std::ptrdiff_t step, int depth, int panels, float* to) {
  if (panels == 1) return pack_rows<kRows>(from, step, depth, to);
  for (int k = 0; k < depth; ++k, from += step, to += kRows) {
    for (int i = 0; i < kRows; ++i) to[i] = from[i];
    for (int i = 0; i < kRows; ++i) to[kRows * kDepth + i] = from[kRows + i];
  }
}

/// Whole panels of rows, with the right factor packed. Returns how many rows are done.
template <int kLanes, int kVectors>
int multiply_packed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c, const float* bias) {
  constexpr int kRows = kLanes * kVectors;
  const auto rows = static_cast<int>(a.rows()) / kRows * kRows;
  const auto depth = static_cast<int>(a.cols());
  const bool in_place = suits_cache(a.outerStride());
  PackedColumns columns;
  alignas(64) float packed[2 * kRows * kDepth];
  const int groups = (static_cast<int>(b.cols()) + kMostPackedColumns - 1) / kMostPackedColumns;
  for (int group = 0; group < groups; ++group) {
    const int first = static_cast<int>(b.cols()) * group / groups;
    const int end = static_cast<int>(b.cols()) * (group + 1) / groups;
    float* const result = c.data() + first * c.outerStride();
    for (int k = 0; k < depth; k += kDepth) {
      const int length = std::min(kDepth, depth - k);
      columns.pack(b.data() + first * b.outerStride() + k, b.outerStride(), end - first, length);
      for (int row = 0; row < rows; row += kRows) {
        const float* left = a.data() + k * a.outerStride() + row;
        if (!in_place) {
          // Two panels at a time, because both lie in the same cache lines.
          const int second = row / kRows % 2;
          if (second == 0) pack_panels<kRows>(left, a.outerStride(), length, row + kRows < rows ? 2 : 1, packed);
          left = packed + second * kRows * kDepth;
        }
        const float* const head = bias == nullptr ? nullptr : bias + row;
        columns.multiply<kLanes, kVectors>(left, in_place ? a.outerStride() : kRows, length,
                                           k > 0 ? result + row : head, k > 0 ? c.outerStride() : 0, result + row,
                                           c.outerStride());
      }
    }
  }
  return rows;
}

template <int kLanes, int kVectors>
void multiply_panels(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c, const float* bias) {
  constexpr int kRows = kLanes * kVectors;
  const auto rows = static_cast<int>(a.rows());
  const auto depth = static_cast<int>(a.cols());
  const bool in_place = suits_cache(a.outerStride());
  const int done = rows >= kManyRows && fill_tiles(static_cast<int>(b.cols()))
                       ? multiply_packed<kLanes, kVectors>(a, b, c, bias)
                       : 0;
  alignas(64) float packed[kRows * kDepth];
  for (int k = 0; k < depth; k += kDepth) {
    const Terms terms{.length = std::min(kDepth, depth - k)};
    for (int row = done; row < rows; row += kRows) {
      const int count = std::min(kRows, rows - row);
      float head[kRows] = {};
      if (bias != nullptr) std::copy_n(bias + row, count, head);
      const float* left = a.data() + k * a.outerStride() + row;
      std::ptrdiff_t left_step = a.outerStride();
      if (!in_place || count < kRows) {
        if (count == kRows) {
          pack_rows<kRows>(left, left_step, terms.length, packed);
        } else {
          for (int t = 0; t < terms.length; ++t) {
            float* const to = packed + t * kRows;
            std::fill(std::copy_n(left + t * left_step, count, to), to + kRows, 0.0F);
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

/// Calls run.operator()<kN>(first) for tiles of three, because 3 x 3 sums need 13 registers of 16, and at the end of
/// two if need be. (The two of a single one are both the same.)
template <class Run>
void for_inner_tiles(int count, Run&& run) {
  for (int first = 0; first < count;) {
    const int left = count - first;
    const int width = left <= 2 || left == 4 ? 2 : 3;
    width == 2 ? run.template operator()<2>(first) : run.template operator()<3>(first);
    first += width;
  }
}

/// to[k * step + i] = from[i][k] for i < 4 and k < length.
void pack_transposed(const float* const (&from)[4], int length, float* to, int step) {
  int k = 0;
  for (; k + 4 <= length; k += 4, to += 4 * step) {
    Vec<4> numbers[4];
    for (int i = 0; i < 4; ++i) numbers[i] = load<4>(from[i] + k);
    transpose(numbers);
    for (int i = 0; i < 4; ++i) store<4>(to + i * step, numbers[i]);
  }
  for (; k < length; ++k, to += step) {
    for (int i = 0; i < 4; ++i) to[i] = from[i][k];
  }
}

/// Both factors lie along the sum, so nothing has to be packed.
void inner_products(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c) {
  const Terms terms{.length = static_cast<int>(a.rows())};
  const auto rows = static_cast<int>(a.cols());
  const auto columns = static_cast<int>(b.cols());
  for_inner_tiles(rows, [&]<int kRows>(int row) {
    // From the first of a tile to its i-th: tiles of two may have one.
    const auto row_of = [=](int i) { return kRows == 2 ? std::min(i, rows - 1 - row) : i; };
    const float* left[kRows];
    for (int i = 0; i < kRows; ++i) left[i] = a.data() + (row + row_of(i)) * a.outerStride();
    for_inner_tiles(columns, [&]<int kN>(int column) {
      const auto column_of = [=](int j) { return kN == 2 ? std::min(j, columns - 1 - column) : j; };
      const float* right[kN];
      for (int j = 0; j < kN; ++j) right[j] = b.data() + (column + column_of(j)) * b.outerStride();
      float sums[kRows][kN];
      tile_of_inner<kWidestLanes, kRows, kN>(terms, left, right, sums);
      float* const to = c.data() + column * c.outerStride() + row;
      for (int j = 0; j < kN; ++j) {
        for (int i = 0; i < kRows; ++i) to[column_of(j) * c.outerStride() + row_of(i)] = sums[i][j];
      }
    });
  });
}

/// So few terms that adding up the lanes of inner products would take as long as their multiplications.
constexpr int kFewTerms = 64;

/// c = a^T b where the sums have at most kFewTerms terms: panels of rows of a^T, packed.
void multiply_few_terms(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c) {
  constexpr int kPanel = 8;
  constexpr float kZeros[kPanel] = {};
  const Terms terms{.length = static_cast<int>(a.rows())};
  const auto rows = static_cast<int>(a.cols());
  alignas(64) float packed[kPanel * kFewTerms];
  for (int row = 0; row < rows; row += kPanel) {
    const int count = std::min(kPanel, rows - row);
    for (int i = 0; i < kPanel; i += 4) {
      const float* from[4];
      // The last row stands in for those that do not exist.
      for (int n = 0; n < 4; ++n) from[n] = a.col(row + std::min(i + n, count - 1)).data();
      pack_transposed(from, terms.length, packed + i, kPanel);
    }
    for_column_tiles(static_cast<int>(b.cols()), [&]<int kN>(int j) {
      const float* columns[kN];
      for (int n = 0; n < kN; ++n) columns[n] = b.col(j + n).data();
      tile_of_panel<4, kPanel / 4, kN>(terms, kZeros, packed, kPanel, columns, false, count, c.col(j).data() + row,
                                       c.outerStride());
    });
  }
}

/// Eigen's bound (EIGEN_GEMM_TO_COEFFBASED_THRESHOLD) of rows, columns and terms together.
constexpr int kEigenIsTiny = 20;

void outer_products(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c, bool add) {
  if (pays_as_sparse(static_cast<int>(a.rows()), b)) return multiply_right_transposed_sparse(a, b, add, c);
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
  if (pays_as_sparse(static_cast<int>(a.rows()), b)) return multiply_sparse(a, b, c, bias);
  with_panel_for(static_cast<int>(a.rows()),
                 [&]<int kLanes, int kVectors>() { multiply_panels<kLanes, kVectors>(a, b, c, bias); });
}

void multiply_left_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  assert(a.rows() == b.rows() && a.cols() == c.rows() && b.cols() == c.cols());
  if constexpr (kWidestLanes > 4) {
    // With AVX-512 Eigen's packing pays: 90 GFLOP/s against 46. It adds up tiny products in another order, and whether
    // one is tiny must not depend on the columns: shards of any size come to the same bits.
    if (a.rows() + a.cols() > kEigenIsTiny && b.cols() > 1) {
      c.noalias() = a.transpose() * b;
      return;
    }
  }
  a.rows() <= kFewTerms ? multiply_few_terms(a, b, c) : inner_products(a, b, c);
}

void multiply_right_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  assert(a.cols() == b.cols() && a.rows() == c.rows() && b.rows() == c.cols());
  outer_products(a, b, c, false);
}

void add_right_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  assert(a.cols() == b.cols() && a.rows() == c.rows() && b.rows() == c.cols());
  outer_products(a, b, c, true);
}

void sum_columns(const ConstMatrixRef& a, bool add, VectorView sums) {
  assert(a.rows() == sums.size());
  // A product with ones.
  const float one = 1.0F;
  const OuterTerms terms{.length = static_cast<int>(a.cols()), .left_step = a.outerStride()};
  sum_outer_products(terms, static_cast<int>(a.rows()), 1, a.data(), &one, add, sums.data(), sums.size());
}

}  // namespace lab
