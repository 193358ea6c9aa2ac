#include "train/principal_axes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <tuple>
#include <utility>

#include "core/random.h"

using namespace lab;

namespace {

Matrix normal(int rows, int cols, std::uint64_t seed) {
  Matrix out(rows, cols);
  fill_normal(random_key(seed, Stream::noise), {out.data(), static_cast<std::size_t>(out.size())});
  return out;
}

/// Points whose deviation along skewed directions falls by `ratio` from each to the next; centred.
Matrix points(int size, int count, float ratio) {
  const Matrix turn = Eigen::HouseholderQR<Matrix>(normal(size, size, 3)).householderQ();
  Eigen::VectorXf deviations(size);
  float deviation = 3.0F;
  for (int i = 0; i < size; ++i, deviation *= ratio) deviations(i) = deviation;
  Matrix out = turn * deviations.asDiagonal() * normal(size, count, 4);
  out.colwise() -= out.rowwise().mean().eval();
  return out;
}

std::pair<std::array<Eigen::VectorXf, 2>, int> find(const Matrix& points) {
  const ConstMatrixView view(points.data(), points.rows(), points.cols());
  PrincipalAxes axes;
  axes.begin(view);
  int steps = 1;
  while (!axes.step(view)) ++steps;
  return {axes.axes(), steps};
}

}  // namespace

TEST_CASE("the principal axes are the first left singular vectors, whatever the number of points") {
  for (const auto& [size, count, ratio] : {std::tuple{3, 40, 0.7F}, std::tuple{32, 500, 0.9F}, std::tuple{64, 20, 0.9F},
                                           std::tuple{200, 300, 0.9F}, std::tuple{300, 60, 0.9F}}) {
    CAPTURE(size);
    const Matrix x = points(size, count, ratio);
    const auto [axes, steps] = find(x);
    CHECK(steps <= std::min(size, 64));
    const Eigen::JacobiSVD<Matrix> svd(x, Eigen::ComputeThinU);
    for (int i = 0; i < 2; ++i) {
      const Eigen::VectorXf& axis = axes[static_cast<std::size_t>(i)];
      CHECK(std::fabs(axis.dot(svd.matrixU().col(i))) > 0.9999F);
      CHECK(axis.norm() == doctest::Approx(1.0));
      CHECK(axis.cwiseAbs().maxCoeff() == axis.maxCoeff());
    }
    CHECK(std::fabs(axes[0].dot(axes[1])) < 1e-4F);
  }
}

TEST_CASE("points without variance, on a line, or of equal variance in all directions have axes at right angles") {
  Matrix line = Matrix::Zero(5, 10);
  line.row(3).setLinSpaced(-4.0F, 5.0F);
  line.colwise() -= line.rowwise().mean().eval();
  CHECK(find(line).first[0](3) == doctest::Approx(1.0));
  for (const Matrix& x :
       {line, Matrix(Matrix::Zero(7, 9)), points(6, 2000, 1.0F), Matrix(Matrix::Zero(3, 1)), points(3, 2, 1.0F)}) {
    const auto axes = find(x).first;
    CHECK(axes[0].norm() == doctest::Approx(1.0));
    CHECK(axes[1].norm() == doctest::Approx(1.0));
    CHECK(std::fabs(axes[0].dot(axes[1])) < 1e-4F);
  }
}
