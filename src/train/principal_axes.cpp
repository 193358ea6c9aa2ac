#include "train/principal_axes.h"

#include <algorithm>
#include <cmath>
#include <Eigen/Eigenvalues>

#include "core/random.h"

namespace lab {
namespace {

constexpr Eigen::Index kMostSteps = 64;
constexpr float kTolerance = 1e-5F;  // of the largest variance

using Tridiagonal = Eigen::SelfAdjointEigenSolver<Matrix>;

Tridiagonal solve(const std::vector<float>& diagonal, const std::vector<float>& beside) {
  const auto size = static_cast<Eigen::Index>(diagonal.size());
  Tridiagonal solver;
  solver.computeFromTridiagonal(ConstVectorView(diagonal.data(), size), ConstVectorView(beside.data(), size - 1));
  return solver;
}

/// Takes everything along the columns of `basis` out of `vector`; twice is enough.
template <class Basis>
void make_orthogonal(const Basis& basis, Eigen::VectorXf& vector) {
  for (int pass = 0; pass < 2; ++pass) vector -= basis * (basis.transpose() * vector).eval();
}

}  // namespace

void PrincipalAxes::begin(const ConstMatrixView& points) {
  const Eigen::Index size = points.rows();
  basis_.resize(size, std::min(size, kMostSteps) + 1);
  steps_ = 0;
  diagonal_.clear();
  beside_.clear();
  fill_normal(random_key(0, Stream::init), {basis_.data(), static_cast<std::size_t>(size)});
  basis_.col(0).normalize();
}

bool PrincipalAxes::step(const ConstMatrixView& points) {
  const Eigen::Index size = points.rows();
  const auto current = basis_.col(steps_);
  const Eigen::VectorXf along = points.transpose() * current;
  Eigen::VectorXf next = points * along / static_cast<float>(points.cols());
  diagonal_.push_back(current.dot(next));
  ++steps_;
  make_orthogonal(basis_.leftCols(steps_), next);
  float length = next.norm();
  // Where the basis holds all variance there is, any direction at right angles to it goes on.
  if (length <= kTolerance * std::max(diagonal_.front(), 0.0F) && steps_ < size) {
    length = 0.0F;
    fill_normal(random_key(0, Stream::init, static_cast<std::uint64_t>(steps_)),
                {next.data(), static_cast<std::size_t>(size)});
    make_orthogonal(basis_.leftCols(steps_), next);
  }
  beside_.push_back(length);
  if (steps_ >= std::min(size, kMostSteps) || settled()) return true;
  basis_.col(steps_) = next.normalized();
  return false;
}

bool PrincipalAxes::settled() const {
  if (steps_ < 2) return false;
  const Tridiagonal solver = solve(diagonal_, beside_);
  const float largest = solver.eigenvalues()(steps_ - 1);
  // The residual of an eigenvector is what of it leads out of the basis.
  const auto residual = [&](Eigen::Index i) {
    return std::fabs(beside_.back() * solver.eigenvectors()(steps_ - 1, i));
  };
  return std::max(residual(steps_ - 1), residual(steps_ - 2)) <= kTolerance * largest;
}

std::array<Eigen::VectorXf, 2> PrincipalAxes::axes() const {
  const Tridiagonal solver = solve(diagonal_, beside_);
  std::array<Eigen::VectorXf, 2> axes;
  for (Eigen::Index i = 0; i < std::min<Eigen::Index>(2, steps_); ++i) {
    Eigen::VectorXf& axis = axes[static_cast<std::size_t>(i)];
    axis = (basis_.leftCols(steps_) * solver.eigenvectors().col(steps_ - 1 - i)).normalized();
    Eigen::Index at = 0;
    axis.cwiseAbs().maxCoeff(&at);
    if (axis(at) < 0.0F) axis = -axis;
  }
  return axes;
}

}  // namespace lab
