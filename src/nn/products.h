#pragma once

#include "core/matrix.h"

namespace lab {

/// Matrices that may be a run of rows of a larger one (columns are contiguous, the step between them is free).
using ConstMatrixRef = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;
using MatrixRef = Eigen::Ref<Matrix, 0, Eigen::OuterStride<>>;

// The matrix products of training. They stand here once, because compiling them is slow and tuning them is worth it.
// None allocates; the operands of one product must not overlap.

/// c = a b, plus the numbers at `bias` (one per row) in every column unless that is null
void multiply(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c, const float* bias = nullptr);
/// c = a^T b
void multiply_left_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c);
/// c = a b^T
void multiply_right_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c);
/// c = c + a b^T
void add_right_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c);
/// sums = (add ? sums : 0) + the sum of all columns of a: a bias's gradient
void sum_columns(const ConstMatrixRef& a, bool add, VectorView sums);

}  // namespace lab
