#include "nn/products.h"

namespace lab {

void multiply(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) { c.noalias() = a * b; }

void multiply_left_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  c.noalias() = a.transpose() * b;
}

void multiply_right_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  c.noalias() = a * b.transpose();
}

void add_right_transposed(const ConstMatrixRef& a, const ConstMatrixRef& b, MatrixRef c) {
  c.noalias() += a * b.transpose();
}

}  // namespace lab
