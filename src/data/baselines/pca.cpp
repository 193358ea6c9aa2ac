#include "data/baselines/pca.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <Eigen/Eigenvalues>
#include <utility>

#include "core/matrix.h"

namespace lab {
namespace {

constexpr Eigen::Index kMaxComponents = 512;
constexpr Eigen::Index kMaxImages = 5'000;
// Above this many pixels the covariance would take too long (time grows with the third power).
constexpr Eigen::Index kMaxCovariance = 1'024;
constexpr Eigen::Index kFewImages = 1'000;

class Pca : public Baseline {
 public:
  Pca(Eigen::VectorXf mean, Matrix components) : mean_(std::move(mean)), components_(std::move(components)) {}

  void apply(const Shape& /*shape*/, std::span<const float> noisy, float strength,
             std::span<float> out) const override {
    const auto size = static_cast<Eigen::Index>(noisy.size());
    const auto wanted = static_cast<Eigen::Index>(std::lround(std::clamp(strength, 0.0F, 1e6F)));
    const auto kept = components_.leftCols(std::min(wanted, components_.cols()));
    const ConstVectorView in(noisy.data(), size);
    VectorView restored(out.data(), size);
    const Eigen::VectorXf code = kept.transpose() * (in - mean_);
    restored.noalias() = kept * code;
    restored = (restored + mean_).cwiseMax(0.0F).cwiseMin(1.0F);
  }

 private:
  Eigen::VectorXf mean_;
  Matrix components_;  // pixels x components, orthonormal columns, the largest variance first
};

// The eigenvectors of the largest eigenvalues, largest first; those without variance are left out.
Matrix leading(const Eigen::SelfAdjointEigenSolver<Matrix>& solver) {
  const auto& values = solver.eigenvalues();  // rising
  const float smallest = 1e-6F * std::max(values(values.size() - 1), 0.0F);
  Eigen::Index kept = 0;
  while (kept < std::min(kMaxComponents, values.size()) && values(values.size() - 1 - kept) > smallest) ++kept;
  return solver.eigenvectors().rightCols(kept).rowwise().reverse();
}

}  // namespace

std::unique_ptr<const Baseline> fit_pca(const ImageSet& clean) {
  const auto pixels = static_cast<Eigen::Index>(clean.shape.size());
  const Eigen::Index most = pixels <= kMaxCovariance ? kMaxImages : kFewImages;
  const Eigen::Index count = std::min<Eigen::Index>(clean.size(), most);
  Matrix images(pixels, count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const auto image = clean.image(static_cast<int>(i));
    for (Eigen::Index p = 0; p < pixels; ++p) {
      images(p, i) = static_cast<float>(image[static_cast<std::size_t>(p)]) * (1.0F / 255.0F);
    }
  }
  Eigen::VectorXf mean = images.rowwise().mean();
  images.colwise() -= mean;

  Matrix components;
  if (pixels <= count) {
    Matrix covariance = Matrix::Zero(pixels, pixels);
    covariance.selfadjointView<Eigen::Lower>().rankUpdate(images, 1.0F / static_cast<float>(count));
    components = leading(Eigen::SelfAdjointEigenSolver<Matrix>(covariance));
  } else {
    // Eigenvectors of images^T images, carried over to pixels, are those of images images^T.
    Matrix products = Matrix::Zero(count, count);
    products.selfadjointView<Eigen::Lower>().rankUpdate(images.transpose(), 1.0F / static_cast<float>(count));
    components.noalias() = images * leading(Eigen::SelfAdjointEigenSolver<Matrix>(products));
    components.colwise().normalize();
  }
  return std::make_unique<Pca>(std::move(mean), std::move(components));
}

}  // namespace lab
