#include "platform/web/self_test.h"

#include <cmath>

#include "core/matrix.h"
#include "nn/products.h"

namespace lab::platform {

std::string self_test() {
  // Sums of small whole numbers are exact in float, so every correct order of adding gives the same.
  constexpr int kSize = 33;
  Matrix a(kSize, kSize);
  Matrix b(kSize, kSize);
  for (int i = 0; i < kSize; ++i) {
    for (int j = 0; j < kSize; ++j) {
      a(i, j) = static_cast<float>((3 * i + 5 * j) % 7 - 3);
      b(i, j) = static_cast<float>((2 * i + 11 * j) % 5 - 2);
    }
  }
  const Matrix a_transposed = a.transpose();
  const Matrix b_transposed = b.transpose();
  Matrix products[3] = {Matrix(kSize, kSize), Matrix(kSize, kSize), Matrix(kSize, kSize)};
  multiply(a, b, products[0]);
  multiply_left_transposed(a_transposed, b, products[1]);
  multiply_right_transposed(a, b_transposed, products[2]);
  for (int i = 0; i < kSize; ++i) {
    for (int j = 0; j < kSize; ++j) {
      int sum = 0;
      for (int k = 0; k < kSize; ++k) sum += ((3 * i + 5 * k) % 7 - 3) * ((2 * k + 11 * j) % 5 - 2);
      for (const Matrix& product : products) {
        if (product(i, j) != static_cast<float>(sum)) {
          return "This browser's arithmetic is not right: a product came out wrong.";
        }
      }
    }
  }
  const Eigen::Array<float, 8, 1> x = Eigen::Array<float, 8, 1>::LinSpaced(-4.0F, 3.0F);
  const Eigen::Array<float, 8, 1> e = x.exp();
  for (int i = 0; i < 8; ++i) {
    const double wanted = std::exp(static_cast<double>(x(i)));
    if (!(std::fabs(static_cast<double>(e(i)) - wanted) <= 1e-5 * wanted)) {
      return "This browser's arithmetic is not right: an exponential came out wrong.";
    }
  }
  return {};
}

}  // namespace lab::platform
