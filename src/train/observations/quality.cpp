#include "train/observations/quality.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "data/median_filter.h"
#include "nn/metrics.h"
#include "train/observer.h"

namespace lab {
namespace {

constexpr int kShard = 32;         // images per task
constexpr int kPart = 4 * kShard;  // per call, at most

float mean(const std::vector<float>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0F) / static_cast<float>(values.size());
}

/// Keeps figures only: noise is a function of seed and image, so drawing it again costs less than keeping the noisy
/// images would.
class QualityObserver final : public Observer<Quality> {
 public:
  [[nodiscard]] Watched watched() const override { return {.noise = true}; }

  [[nodiscard]] bool wanted(const Subject& subject) const override { return subject.spec.reconstructs(); }

  void forget() override { indices_.clear(); }

  std::shared_ptr<const Quality> observe(const Subject& subject, bool first) override {
    if (first) begin(subject);
    const auto count = static_cast<int>(indices_.size());
    if (compared_ < count) {
      compare_part(subject);
      return nullptr;
    }
    restore_part(subject);
    if (restored_ < count) return nullptr;
    auto quality = std::make_shared<Quality>();
    // Doing nothing and filtering are no rivals where there is nothing to remove.
    if (noise_.kind != "none") {
      quality->psnr_noisy = mean(noisy_);
      quality->psnr_median = mean(median_);
    }
    quality->psnr_denoised = mean(denoised_);
    return quality;
  }

 private:
  void begin(const Subject& subject) {
    restored_ = 0;
    if (!indices_.empty() && noise_ == subject.spec.noise) return;
    noise_ = subject.spec.noise;
    compared_ = 0;
    indices_.resize(static_cast<std::size_t>(subject.judged_images()));
    std::iota(indices_.begin(), indices_.end(), 0U);
    for (std::vector<float>* values : {&noisy_, &median_, &denoised_}) values->resize(indices_.size());
  }

  [[nodiscard]] std::span<const std::uint32_t> indices(int first, int count) const {
    return std::span(indices_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
  }

  /// The baselines for the next images.
  void compare_part(const Subject& subject) {
    const int part = std::min(kPart, static_cast<int>(indices_.size()) - compared_);
    const int pixels = subject.test.shape().size();
    subject.pool.run((part + kShard - 1) / kShard, [&](int shard) {
      const int first = compared_ + shard * kShard;
      const int n = std::min(kShard, compared_ + part - first);
      Matrix clean(pixels, n);
      fill_clean(subject.test, indices(first, n), MatrixView(clean.data(), pixels, n));
      Matrix noisy = clean;
      add_noise(subject.test_noise(), indices(first, n), MatrixView(noisy.data(), pixels, n));
      std::vector<float> filtered(static_cast<std::size_t>(pixels));
      for (int i = 0; i < n; ++i) {
        const std::span<const float> truth(clean.col(i).data(), filtered.size());
        const std::span<const float> seen(noisy.col(i).data(), filtered.size());
        const auto at = static_cast<std::size_t>(first) + static_cast<std::size_t>(i);
        noisy_[at] = psnr(mean_squared_error(truth, seen));
        median_filter(subject.test.shape(), seen, filtered);
        median_[at] = psnr(mean_squared_error(truth, filtered));
      }
    });
    compared_ += part;
  }

  /// The network's answers for the next images.
  void restore_part(const Subject& subject) {
    const int part = std::min({kPart, subject.network.max_batch(), static_cast<int>(indices_.size()) - restored_});
    const std::span<const std::uint32_t> images = indices(restored_, part);
    (void)subject.network.evaluate(
        subject.pool, part, [&](int first, MatrixView input, MatrixView target, std::span<std::uint8_t> /*labels*/) {
          fill_samples(subject.test, subject.test_noise(),
                       images.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(input.cols())), input,
                       target, {});
        });
    const ConstMatrixView restored = subject.network.output(part);
    std::vector<float> clean(static_cast<std::size_t>(restored.rows()));
    for (int i = 0; i < part; ++i) {
      const auto at = static_cast<std::size_t>(i);
      fill_clean(subject.test, images.subspan(at, 1), MatrixView(clean.data(), restored.rows(), 1));
      denoised_[static_cast<std::size_t>(restored_) + at] =
          psnr(mean_squared_error(clean, {restored.col(i).data(), clean.size()}));
    }
    restored_ += part;
  }

  NoiseSpec noise_;                     // that compare_part() has drawn
  std::vector<std::uint32_t> indices_;  // of the images that are measured: 0, 1, 2, ...
  std::vector<float> noisy_, median_, denoised_;
  int compared_ = 0;
  int restored_ = 0;
};

}  // namespace

std::unique_ptr<Observer<Quality>> Quality::make_observer() { return std::make_unique<QualityObserver>(); }

}  // namespace lab
