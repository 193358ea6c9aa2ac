#include "train/observations/code_map.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "core/release.h"
#include "train/observations/code.h"
#include "train/observer.h"
#include "train/principal_axes.h"

namespace lab {
namespace {

constexpr int kMostOfLarge = 500;      // images, of networks that take long
constexpr int kMostNumbers = 1 << 21;  // of all codes together: 8 MiB while the map is made

double squares(std::span<const float> values) {
  return std::accumulate(values.begin(), values.end(), 0.0, [](double sum, float value) {
    return sum + static_cast<double>(value) * static_cast<double>(value);
  });
}

class CodeMapObserver final : public Observer<CodeMap> {
 public:
  [[nodiscard]] Watched watched() const override { return {}; }
  [[nodiscard]] bool wanted(const Subject& subject) const override { return code_is_looked_at(subject); }

  void forget() override {
    map_ = nullptr;
    images_ = nullptr;
    before_ = {};
    codes_.resize(0, 0);
    release(collected_);
  }

  std::shared_ptr<const CodeMap> observe(const Subject& subject, bool first) override {
    if (first) begin(subject);
    switch (stage_) {
      case Stage::encode: encode_part(subject); return nullptr;
      case Stage::centre: centre(); return nullptr;
      case Stage::axes:
        if (axes_.step(ConstMatrixView(codes_.data(), codes_.rows(), codes_.cols()))) {
          auto [x, y] = axes_.axes();
          keep_steady(x, y);
          set_axes(x, y);
          stage_ = Stage::project;
        }
        return nullptr;
      case Stage::project: break;
    }
    project();
    before_ = map_->plane.axes;
    codes_.resize(0, 0);
    return std::exchange(map_, nullptr);
  }

 private:
  enum class Stage { encode, centre, axes, project };

  void begin(const Subject& subject) {
    const int size = code_size(subject);
    const int most = std::max(2, std::min(subject.is_large() ? kMostOfLarge : CodeMap::kMost, kMostNumbers / size));
    const int count = std::min(subject.test.size(), most);
    map_ = std::make_shared<CodeMap>();
    map_->class_names = subject.data.class_names;
    map_->shape = subject.test.shape();
    const std::vector<std::uint8_t>& labels = subject.test.labels();
    map_->labels.assign(labels.begin(), labels.begin() + std::min<std::ptrdiff_t>(std::ssize(labels), count));
    codes_.resize(size, count);
    collected_.clear();
    encoded_ = 0;
    stage_ = Stage::encode;
  }

  void encode_part(const Subject& subject) {
    const int part = std::min(code_part(subject), static_cast<int>(codes_.cols()) - encoded_);
    std::vector<std::uint32_t> indices(static_cast<std::size_t>(part));
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(encoded_));
    Matrix images(map_->shape.size(), part);
    fill_clean(subject.test, indices, MatrixView(images.data(), images.rows(), images.cols()));
    codes_.middleCols(encoded_, part) = encode(subject, ConstMatrixView(images.data(), images.rows(), images.cols()));
    encoded_ += part;
    if (!images_) {
      const std::vector<std::uint8_t> bytes = to_bytes({images.data(), static_cast<std::size_t>(images.size())});
      collected_.insert(collected_.end(), bytes.begin(), bytes.end());
    }
    if (encoded_ < codes_.cols()) return;
    if (!images_) images_ = std::make_shared<const std::vector<std::uint8_t>>(std::move(collected_));
    map_->images = images_;
    stage_ = Stage::centre;
  }

  void centre() {
    const auto count = static_cast<double>(codes_.cols());
    std::vector<double> sums(static_cast<std::size_t>(codes_.rows()));
    for (const auto code : codes_.colwise()) {
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += static_cast<double>(code(static_cast<Eigen::Index>(i)));
    }
    std::vector<float>& mean = map_->plane.origin;
    for (const double sum : sums) mean.push_back(static_cast<float>(sum / count));
    codes_.colwise() -= ConstVectorView(mean.data(), codes_.rows());
    map_->variance = static_cast<float>(squares({codes_.data(), static_cast<std::size_t>(codes_.size())}) / count);
    map_->plane.as_they_are = codes_.rows() <= 2;
    if (!std::isfinite(map_->variance)) {
      codes_.resize(codes_.rows(), 0);  // there is nothing to draw
      std::ranges::fill(mean, 0.0F);
      set_axes(Eigen::VectorXf::Unit(codes_.rows(), 0), Eigen::VectorXf::Unit(codes_.rows(), 0));
      stage_ = Stage::project;
    } else if (map_->plane.as_they_are) {
      set_axes(Eigen::VectorXf::Unit(codes_.rows(), 0),
               codes_.rows() > 1 ? Eigen::VectorXf(Eigen::VectorXf::Unit(2, 1)) : Eigen::VectorXf());
      stage_ = Stage::project;
    } else {
      axes_.begin(ConstMatrixView(codes_.data(), codes_.rows(), codes_.cols()));
      stage_ = Stage::axes;
    }
  }

  /// Where two components have about the same variance their order changes easily, and signs mean nothing.
  void keep_steady(Eigen::VectorXf& x, Eigen::VectorXf& y) const {
    if (before_[0].size() != static_cast<std::size_t>(x.size()) || before_[1].size() != before_[0].size()) return;
    const ConstVectorView old_x(before_[0].data(), x.size());
    const ConstVectorView old_y(before_[1].data(), x.size());
    if (std::fabs(x.dot(old_y)) + std::fabs(y.dot(old_x)) > std::fabs(x.dot(old_x)) + std::fabs(y.dot(old_y)))
      x.swap(y);
    if (x.dot(old_x) < 0.0F) x = -x;
    if (y.dot(old_y) < 0.0F) y = -y;
  }

  void set_axes(const Eigen::VectorXf& x, const Eigen::VectorXf& y) {
    map_->plane.axes[0].assign(x.begin(), x.end());
    map_->plane.axes[1].assign(y.begin(), y.end());
  }

  void project() {
    CodePlane& plane = map_->plane;
    const auto along = [&](std::size_t axis, std::vector<float>& out) {
      const std::vector<float>& direction = plane.axes[axis];
      out.assign(static_cast<std::size_t>(codes_.cols()), 0.0F);
      if (direction.empty() || out.empty()) return;
      VectorView values(out.data(), codes_.cols());
      values.noalias() = codes_.transpose() * ConstVectorView(direction.data(), codes_.rows());
      const double variance = squares(out) / static_cast<double>(out.size());
      if (map_->variance > 0.0F)
        plane.explained[axis] = static_cast<float>(variance / static_cast<double>(map_->variance));
    };
    along(0, map_->x);
    along(1, map_->y);
    if (!plane.as_they_are) return;
    // The origin is zero, so that the axes read as the numbers.
    for (float& value : map_->x) value += plane.origin[0];
    if (plane.origin.size() > 1) {
      for (float& value : map_->y) value += plane.origin[1];
    }
    std::ranges::fill(plane.origin, 0.0F);
  }

  Stage stage_ = Stage::encode;
  std::shared_ptr<CodeMap> map_;  // while it is made
  Matrix codes_;                  // one per column; from Stage::axes on without their mean
  int encoded_ = 0;
  PrincipalAxes axes_;
  std::array<std::vector<float>, 2> before_;                 // axes of the last result
  std::shared_ptr<const std::vector<std::uint8_t>> images_;  // CodeMap::images
  std::vector<std::uint8_t> collected_;                      // of which so far
};

class PosteriorObserver final : public Observer<Posterior> {
 public:
  [[nodiscard]] Watched watched() const override {
    return {.noise = true, .attention = watches<&Attention::spotlight>};
  }
  [[nodiscard]] bool wanted(const Subject& subject) const override {
    if (!code_is_looked_at(subject)) return false;
    const int layer = code_layer(subject.spec, subject.network);
    return layer > 0 && subject.network.layers()[static_cast<std::size_t>(layer)].kind == "sampling";
  }

  std::shared_ptr<const Posterior> observe(const Subject& subject, bool /*first*/) override {
    Matrix image(subject.test.shape().size(), 1);
    subject.read(subject.attention.spotlight, true, image.data());
    // What the sampling layer reads: the means, then the logarithms of the variances.
    const ConstMatrixView moments = subject.network.predict(
        subject.pool, ConstMatrixView(image.data(), image.rows(), 1), 0, code_layer(subject.spec, subject.network));
    const Eigen::Index size = moments.rows() / 2;
    auto posterior = std::make_shared<Posterior>();
    posterior->mean.assign(moments.data(), moments.data() + size);
    for (Eigen::Index i = 0; i < size; ++i) posterior->deviation.push_back(std::exp(moments(size + i, 0) / 2.0F));
    return posterior;
  }
};

}  // namespace

std::array<float, 2> CodePlane::project(std::span<const float> code) const {
  assert(code.size() == size());
  std::array<float, 2> at{};
  for (std::size_t axis = 0; axis < 2; ++axis) {
    for (std::size_t i = 0; i < axes[axis].size(); ++i) at[axis] += (code[i] - origin[i]) * axes[axis][i];
  }
  return at;
}

std::vector<float> CodePlane::code_at(float x, float y) const {
  std::vector<float> code = origin;
  for (std::size_t i = 0; i < axes[0].size(); ++i) code[i] += x * axes[0][i];
  for (std::size_t i = 0; i < axes[1].size(); ++i) code[i] += y * axes[1][i];
  return code;
}

std::unique_ptr<Observer<CodeMap>> CodeMap::make_observer() { return std::make_unique<CodeMapObserver>(); }
std::unique_ptr<Observer<Posterior>> Posterior::make_observer() { return std::make_unique<PosteriorObserver>(); }

}  // namespace lab
