#include "nn/kernels/sparse_product.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/random.h"

using namespace lab;

namespace {

/// Numbers between -0.5 and 0.5, of which about this share is zero.
Matrix random_matrix(int rows, int columns, std::uint32_t seed, float zeros = 0.0F) {
  Matrix m(rows, columns);
  Matrix chance(rows, columns);
  fill_uniform({seed, 3}, {m.data(), static_cast<std::size_t>(m.size())});
  fill_uniform({seed, 4}, {chance.data(), static_cast<std::size_t>(m.size())});
  return (chance.array() < zeros).select(Matrix::Zero(rows, columns), (m.array() - 0.5F).matrix());
}

}  // namespace

TEST_CASE("products that leave zeros out give what the dense ones give, to the last bit") {
  for (const int rows : {32, 36, 48, 96, 100, 240}) {
    for (const int columns : {4, 13, 32, 70}) {
      for (const int terms : {16, 31, 128, 300}) {
        CAPTURE(rows);
        CAPTURE(columns);
        CAPTURE(terms);
        const Matrix a = random_matrix(rows, terms, 1);
        const Matrix b = random_matrix(terms, columns, 2, 0.2F);
        const Matrix b_transposed = b.transpose();
        const Matrix bias = random_matrix(rows, 1, 3);
        REQUIRE_FALSE(pays_as_sparse(rows, b));  // or this would compare the sparse product with itself
        REQUIRE_FALSE(pays_as_sparse(rows, b_transposed));
        Matrix dense(rows, columns);
        Matrix sparse(rows, columns);
        MatrixRef result = sparse;
        multiply(a, b, dense, bias.data());
        multiply_sparse(a, b, result, bias.data());
        CHECK(sparse == dense);
        multiply(a, b, dense);
        multiply_sparse(a, b, result, nullptr);
        CHECK(sparse == dense);
        multiply_right_transposed(a, b_transposed, dense);
        sparse.setConstant(9.0F);
        multiply_right_transposed_sparse(a, b_transposed, false, result);
        CHECK(sparse == dense);
        add_right_transposed(a, b_transposed, dense);
        multiply_right_transposed_sparse(a, b_transposed, true, result);
        CHECK(sparse == dense);
      }
    }
  }
}

TEST_CASE("products find out that a factor has many zeros, and still agree with Eigen's") {
  for (const float zeros : {0.7F, 0.95F, 1.1F}) {
    CAPTURE(zeros);
    const Matrix a = random_matrix(128, 200, 1);
    const Matrix b = random_matrix(200, 37, 3, zeros);
    REQUIRE(pays_as_sparse(128, b));
    Matrix c(128, 37);
    multiply(a, b, c);
    CHECK((c - a * b).cwiseAbs().maxCoeff() < 1e-5F);
    // Some rows of a larger matrix, as a block of a layer's inputs is.
    const Matrix tall = random_matrix(300, 200, 4, zeros);
    Matrix d = Matrix::Ones(128, 90);
    add_right_transposed(a, tall.middleRows(7, 90), d);
    const Matrix wanted = Matrix::Ones(128, 90) + a * tall.middleRows(7, 90).transpose();
    CHECK((d - wanted).cwiseAbs().maxCoeff() < 1e-5F);
  }
}

TEST_CASE("what is not a number is not taken for zero, and -0 is") {
  const Matrix a = random_matrix(128, 20, 1);
  Matrix b = Matrix::Constant(20, 6, -0.0F);
  CHECK(pays_as_sparse(128, b));
  b(3, 2) = std::numeric_limits<float>::quiet_NaN();
  b(4, 5) = std::numeric_limits<float>::infinity();
  Matrix c(128, 6);
  multiply(a, b, c);
  CHECK(c.col(0).isZero(0.0F));
  CHECK(std::isnan(c(0, 2)));
  CHECK(std::isinf(c(127, 5)));
}

TEST_CASE("zeros are left alone where looking for them does not pay") {
  CHECK(pays_as_sparse(128, Matrix::Zero(100, 8)));
  CHECK_FALSE(pays_as_sparse(128, Matrix::Ones(100, 8)));
  CHECK_FALSE(pays_as_sparse(129, Matrix::Zero(100, 8)));
  CHECK_FALSE(pays_as_sparse(28, Matrix::Zero(100, 8)));
}
