// A linear autoencoder trained to the end spans the subspace of the first principal components (Baldi & Hornik 1989).
#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SVD>

#include "core/random.h"
#include "nn/network_fixture.h"

using namespace lab;

namespace {

constexpr int kInputs = 12;
constexpr int kCode = 3;
constexpr int kSamples = 64;

/// Samples whose principal components lie askew and have clearly different variances; not centred.
Matrix skewed_samples() {
  Matrix normal(kInputs, kSamples);
  fill_normal(random_key(5, Stream::noise), {normal.data(), static_cast<std::size_t>(normal.size())});
  Matrix mixing(kInputs, kInputs);
  fill_normal(random_key(6, Stream::noise), {mixing.data(), static_cast<std::size_t>(mixing.size())});
  const Matrix turn = Eigen::HouseholderQR<Matrix>(mixing).householderQ();
  Eigen::VectorXf deviations(kInputs);
  for (int i = 0; i < kInputs; ++i) deviations(i) = i < kCode ? 1.0F - 0.2F * static_cast<float>(i) : 0.15F;
  Matrix samples = turn * deviations.asDiagonal() * normal;
  samples.array() += 0.5F;
  return samples;
}

}  // namespace

TEST_CASE("a linear autoencoder finds the subspace of PCA") {
  const Matrix samples = skewed_samples();
  const NetworkSpec spec{
      Shape::flat(kInputs), {lab_test::dense(kCode, "linear"), lab_test::dense(kInputs, "linear")}, "mse"};
  Network network = lab_test::plan(spec, kSamples);
  network.initialize(1);
  ThreadPool pool(1);
  OptimizerSpec adam;
  for (int step = 0; step < 3000; ++step) {
    adam.learning_rate = step < 2000 ? 0.01F : 0.001F;
    (void)network.train_step(pool, kSamples, adam,
                             [&](int first, MatrixView input, MatrixView target, std::span<std::uint8_t>) {
                               input = samples.middleCols(first, input.cols());
                               target = input;
                             });
  }

  const Matrix centred = samples.colwise() - samples.rowwise().mean();
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(centred * centred.transpose());
  const Matrix components = solver.eigenvectors().rightCols(kCode);
  // The decoder's kernel, (code, inputs) row by row, is this matrix of columns.
  const ParameterArray& kernel = network.layers()[1].parameters[0];
  const Matrix decoder = ConstMatrixView(network.parameters().data() + kernel.offset, kInputs, kCode);
  const Matrix basis = Eigen::HouseholderQR<Matrix>(decoder).householderQ() * Matrix::Identity(kInputs, kCode);
  // Cosines of the principal angles between the two subspaces (Golub & Van Loan, section 6.4.3).
  const Eigen::JacobiSVD<Matrix> angles(components.transpose() * basis);
  CHECK(angles.singularValues().minCoeff() > 0.999F);
}
