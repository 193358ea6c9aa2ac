#include "nn/kernels/sparse_product.h"

#include <algorithm>
#include <cstdint>

#include "nn/kernels/sparse_terms.h"

namespace lab {
namespace {

// With fewer rows than these, finding the zeros takes longer than multiplying by them; and so large a part of the
// numbers must be zero (measured with 784-32 to 784-512, forward and gradient). Wide vectors multiply by zeros sooner,
// while finding them takes as long as ever.
constexpr int kFewRows = 8 * kWidestLanes;
constexpr float kLeastZeros = kWidestLanes > 4 ? 0.6F : 0.4F;

/// Some columns of a result, and what their sums begin with: nothing where `start` is null.
struct Columns {
  const float* start;
  std::ptrdiff_t start_step;
  float* result;
  std::ptrdiff_t step;
};

/// result = start + what is left of a sum, for kVectors * kLanes rows of the left factor.
template <int kLanes, int kVectors>
inline void sum_panel(const SparseTerms& terms, int sum, const float* left, const float* start, float* result) {
  Vec<kLanes> sums[kVectors] = {};
  if (start != nullptr) {
    for (int v = 0; v < kVectors; ++v) sums[v] = load<kLanes>(start + v * kLanes);
  }
  const float* const factors = terms.factors(sum);
  const std::uint32_t* const offsets = terms.offsets(sum);
  const int count = terms.count(sum);
  for (int t = 0; t < count; ++t) {
    const auto* const column = reinterpret_cast<const float*>(reinterpret_cast<const char*>(left) + offsets[t]);
    const Vec<kLanes> factor = broadcast<kLanes>(factors[t]);
    for (int v = 0; v < kVectors; ++v) sums[v] = multiply_add(load<kLanes>(column + v * kLanes), factor, sums[v]);
  }
  for (int v = 0; v < kVectors; ++v) store<kLanes>(result + v * kLanes, sums[v]);
}

/// Rows `row` .. of all columns, as many panels as there are. Returns the first row after them.
template <int kLanes, int kVectors>
int sum_panels(const SparseTerms& terms, int row, int rows, int columns, const float* left, const Columns& to) {
  constexpr int kRows = kLanes * kVectors;
  for (; row + kRows <= rows; row += kRows) {
    for (int j = 0; j < columns; ++j) {
      sum_panel<kLanes, kVectors>(terms, j, left + row,
                                  to.start == nullptr ? nullptr : to.start + j * to.start_step + row,
                                  to.result + j * to.step + row);
    }
  }
  return row;
}

/// Adds up what is left of the sums, as tall a panel at a time as there are registers for.
void sum_terms(const SparseTerms& terms, int rows, int columns, const float* left, const Columns& to) {
  int row = 0;
  row = sum_panels<kWidestLanes, 12>(terms, row, rows, columns, left, to);
  row = sum_panels<4, 8>(terms, row, rows, columns, left, to);
  row = sum_panels<4, 4>(terms, row, rows, columns, left, to);
  sum_panels<4, 1>(terms, row, rows, columns, left, to);
}

/// c = start + the left factor times a right one whose terms take(terms, first, sums, k, length, column_bytes) finds:
/// those of columns first .. first + sums - 1, from term k on. The start of column j lies at start + j * start_step.
template <class Take>
void multiply_taking(Take&& take, const ConstMatrixRef& a, const float* start, std::ptrdiff_t start_step,
                     MatrixRef& c) {
  SparseTerms terms;
  const auto columns = static_cast<int>(c.cols());
  const auto depth = static_cast<int>(a.cols());
  const auto column_bytes = static_cast<int>(a.outerStride()) * static_cast<int>(sizeof(float));
  for (int first = 0; first < columns; first += SparseTerms::kMostSums) {
    const int sums = std::min(SparseTerms::kMostSums, columns - first);
    float* const result = c.data() + first * c.outerStride();
    Columns to{start == nullptr ? nullptr : start + first * start_step, start_step, result, c.outerStride()};
    for (int k = 0; k < depth; k += SparseTerms::kMostTerms) {
      take(terms, first, sums, k, std::min(SparseTerms::kMostTerms, depth - k), column_bytes);
      sum_terms(terms, static_cast<int>(a.rows()), sums, a.data() + k * a.outerStride(), to);
      to.start = result;
      to.start_step = to.step;
    }
  }
}

}  // namespace

bool pays_as_sparse(int rows, const ConstMatrixRef& b) {
  if (rows % 4 != 0 || rows < kFewRows) return false;
  int zeros = 0;
  Eigen::Index seen = 0;
  for (Eigen::Index j = 0; j < b.cols(); j += 4, seen += b.rows()) {
    const float* const column = b.data() + j * b.outerStride();
    for (Eigen::Index k = 0; k < b.rows(); ++k) zeros += column[k] == 0.0F ? 1 : 0;
  }
  return static_cast<float>(zeros) > kLeastZeros * static_cast<float>(seen);
}

void multiply_sparse(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c, const float* bias) {
  const auto take = [&](SparseTerms& terms, int first, int sums, int k, int length, int bytes) {
    terms.take_columns(b.data() + first * b.outerStride() + k, b.outerStride(), sums, length, bytes);
  };
  multiply_taking(take, a, bias, 0, c);
}

void multiply_right_transposed_sparse(const ConstMatrixRef& a, const ConstMatrixRef& b, bool add, MatrixRef& c) {
  const auto take = [&](SparseTerms& terms, int first, int sums, int k, int length, int bytes) {
    terms.take_rows(b.data() + k * b.outerStride() + first, b.outerStride(), sums, length, bytes);
  };
  multiply_taking(take, a, add ? c.data() : nullptr, c.outerStride(), c);
}

}  // namespace lab
