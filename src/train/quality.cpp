#include "train/quality.h"

#include <algorithm>
#include <numeric>

#include "data/median_filter.h"
#include "nn/metrics.h"

namespace lab {
namespace {

constexpr int kShard = 32;  // images per task

std::span<const float> column(const ConstMatrixView& matrix, Eigen::Index index) {
  return {matrix.col(index).data(), static_cast<std::size_t>(matrix.rows())};
}

float mean(const std::vector<float>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0F) / static_cast<float>(values.size());
}

}  // namespace

void QualityMeter::clear() { *this = QualityMeter(); }

int QualityMeter::images_for(const Network& network) {
  constexpr std::int64_t kLarge = 20'000;  // activations per image; dense networks stay far below
  return network.activations_per_sample() > kLarge ? 100 : 500;
}

void QualityMeter::set_noise(ThreadPool& pool, const FittedImages& test, const NoiseDraw& draw, int images) {
  const int count = std::min(test.size(), images);
  const int pixels = test.shape().size();
  draw_ = draw;
  indices_.resize(static_cast<std::size_t>(count));
  std::iota(indices_.begin(), indices_.end(), 0U);
  psnrs_.resize(static_cast<std::size_t>(count));
  std::vector<float> median_psnrs(psnrs_.size());

  pool.run((count + kShard - 1) / kShard, [&](int shard) {
    const int first = shard * kShard;
    const int n = std::min(kShard, count - first);
    const auto indices = std::span(indices_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(n));
    Matrix clean(pixels, n);
    fill_clean(test, indices, MatrixView(clean.data(), pixels, n));
    Matrix noisy = clean;
    add_noise(draw, indices, MatrixView(noisy.data(), pixels, n));
    std::vector<float> filtered(static_cast<std::size_t>(pixels));
    for (int i = 0; i < n; ++i) {
      const std::span<const float> truth(clean.col(i).data(), filtered.size());
      const std::span<const float> seen(noisy.col(i).data(), filtered.size());
      const auto at = static_cast<std::size_t>(first) + static_cast<std::size_t>(i);
      psnrs_[at] = psnr(mean_squared_error(truth, seen));
      median_filter(test.shape(), seen, filtered);
      median_psnrs[at] = psnr(mean_squared_error(truth, filtered));
    }
  });
  // Doing nothing and filtering are no rivals where there is nothing to remove.
  const bool noisy = draw.noise.kind != "none";
  quality_.psnr_noisy = noisy ? mean(psnrs_) : kNotMeasured;
  quality_.psnr_median = noisy ? mean(median_psnrs) : kNotMeasured;
  quality_.psnr_denoised = kNotMeasured;
}

void QualityMeter::measure(ThreadPool& pool, const FittedImages& test, Network& network) {
  const auto count = static_cast<int>(indices_.size());
  const int pixels = test.shape().size();
  std::vector<float> clean(static_cast<std::size_t>(pixels));
  for (int first = 0; first < count; first += network.max_batch()) {
    const int n = std::min(network.max_batch(), count - first);
    const auto indices = std::span(indices_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(n));
    (void)network.evaluate(
        pool, n, [&](int begin, MatrixView input, MatrixView target, std::span<std::uint8_t> /*labels*/) {
          fill_samples(test, draw_,
                       indices.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(input.cols())), input,
                       target, {});
        });
    const ConstMatrixView restored = network.output(n);
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<std::size_t>(i);
      fill_clean(test, indices.subspan(at, 1), MatrixView(clean.data(), pixels, 1));
      psnrs_[static_cast<std::size_t>(first) + at] = psnr(mean_squared_error(clean, column(restored, i)));
    }
  }
  quality_.psnr_denoised = mean(psnrs_);
}

}  // namespace lab
