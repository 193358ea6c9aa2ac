#include "nn/products.h"

#include <doctest/doctest.h>

#include "core/random.h"

using namespace lab;

namespace {

Matrix random_matrix(int rows, int columns, std::uint32_t seed) {
  Matrix m(rows, columns);
  fill_uniform({seed, 3}, {m.data(), static_cast<std::size_t>(m.size())});
  m.array() -= 0.5F;
  return m;
}

/// The largest difference, in units that allow for the rounding of sums of so many terms.
double difference(const Matrix& got, const Matrix& wanted, int terms) {
  return static_cast<double>((got - wanted).cwiseAbs().maxCoeff()) / (1e-7 * (1.0 + terms));
}

}  // namespace

TEST_CASE("the products agree with Eigen's for shapes that fill no tile, one tile and several") {
  for (const int rows : {1, 3, 4, 7, 8, 10, 32, 37, 96}) {
    for (const int columns : {1, 2, 3, 4, 5, 6, 7, 13, 32}) {
      for (const int terms : {1, 3, 4, 9, 31, 256, 300}) {
        CAPTURE(rows);
        CAPTURE(columns);
        CAPTURE(terms);
        const Matrix a = random_matrix(rows, terms, 1);
        const Matrix b = random_matrix(terms, columns, 2);
        const Matrix a_transposed = a.transpose();
        const Matrix b_transposed = b.transpose();
        const Matrix wanted = a * b;
        Matrix c = random_matrix(rows, columns, 3);
        const Matrix before = c;
        add_right_transposed(a, b_transposed, c);
        CHECK(difference(c, before + wanted, terms) < 1.0);
        multiply(a, b, c);
        CHECK(difference(c, wanted, terms) < 1.0);
        const Matrix bias = random_matrix(rows, 1, 4);
        multiply(a, b, c, bias.data());
        CHECK(difference(c, wanted.colwise() + Eigen::VectorXf(bias.col(0)), terms) < 1.0);
        c.setConstant(9.0F);
        multiply_left_transposed(a_transposed, b, c);
        CHECK(difference(c, wanted, terms) < 1.0);
        c.setConstant(9.0F);
        multiply_right_transposed(a, b_transposed, c);
        CHECK(difference(c, wanted, terms) < 1.0);
      }
    }
  }
}

TEST_CASE("with many rows the right factor is packed: the product is the same") {
  for (const int rows : {128, 133, 150}) {
    for (const int columns : {13, 16, 20, 64, 70, 131}) {
      for (const int terms : {1, 31, 256, 300}) {
        CAPTURE(rows);
        CAPTURE(columns);
        CAPTURE(terms);
        const Matrix a = random_matrix(rows, terms, 1);
        const Matrix b = random_matrix(terms, columns, 2);
        const Matrix bias = random_matrix(rows, 1, 4);
        const Matrix wanted = a * b;
        Matrix c = random_matrix(rows, columns, 3);
        multiply(a, b, c);
        CHECK(difference(c, wanted, terms) < 1.0);
        multiply(a, b, c, bias.data());
        CHECK(difference(c, wanted.colwise() + Eigen::VectorXf(bias.col(0)), terms) < 1.0);
      }
    }
  }
}

TEST_CASE("columns are summed, or added to a sum") {
  for (const int rows : {1, 5, 8, 31, 64, 77}) {
    CAPTURE(rows);
    const Matrix a = random_matrix(rows, 50, 1);
    const Matrix start = random_matrix(rows, 1, 2);
    Matrix sums = start;
    sum_columns(a, true, VectorView(sums.data(), rows));
    CHECK(difference(sums, start + a.rowwise().sum(), 50) < 1.0);
    sum_columns(a, false, VectorView(sums.data(), rows));
    CHECK(difference(sums, a.rowwise().sum(), 50) < 1.0);
  }
}

TEST_CASE("the products write inside the rows that they are given, and nowhere else") {
  const Matrix a = random_matrix(10, 20, 1);
  const Matrix b = random_matrix(20, 9, 2);
  const Matrix b_transposed = b.transpose();
  const Matrix a_transposed = a.transpose();
  const Matrix wanted = a * b;
  Matrix large(14, 9);
  const auto check = [&](auto&& product) {
    large.setConstant(7.0F);
    product(large.middleRows(2, 10));
    CHECK(difference(large.middleRows(2, 10), wanted, 20) < 1.0);
    CHECK((large.topRows(2).array() == 7.0F).all());
    CHECK((large.bottomRows(2).array() == 7.0F).all());
  };
  check([&](MatrixRef c) { multiply(a, b, c); });
  check([&](MatrixRef c) { multiply_left_transposed(a_transposed, b, c); });
  check([&](MatrixRef c) { multiply_right_transposed(a, b_transposed, c); });
}
