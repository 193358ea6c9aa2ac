#pragma once

#include "nn/products.h"

namespace lab {

// Products whose right factor has many zeros: pixels of digits, and what relu lets through. Each column of the result
// adds up only those columns of the left factor that a number other than zero multiplies, in the order of the dense
// products. So both give the same sums to the last bit, as long as the left factor is finite: infinity times a zero
// that is left out is not there.

/// Whether it pays to leave the zeros of b out of a product of so many rows. Looks at every fourth column.
[[nodiscard]] bool pays_as_sparse(int rows, const ConstMatrixRef& b);

/// c = a b, plus the numbers at `bias` (one per row) in every column unless that is null. a.rows() % 4 == 0
void multiply_sparse(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef& c, const float* bias);
/// c = (add ? c : 0) + a b^T. a.rows() % 4 == 0
void multiply_right_transposed_sparse(const ConstMatrixRef& a, const ConstMatrixRef& b, bool add, MatrixRef& c);

}  // namespace lab
