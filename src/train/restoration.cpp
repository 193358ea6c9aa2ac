#include "train/restoration.h"

#include <algorithm>

#include "nn/metrics.h"

namespace lab {
namespace {

/// Calls `task(first, count)` for parts of `images` on all threads: some for each, so that none of them waits long.
template <class Task>
void in_parts(ThreadPool& pool, Eigen::Index images, const Task& task) {
  const int count = static_cast<int>(images);
  const int part = std::clamp(count / (4 * pool.threads()), 1, 16);
  for (int begin = 0; begin < count; begin += part * ThreadPool::kMaxTasks) {
    const int end = std::min(count, begin + part * ThreadPool::kMaxTasks);
    pool.run((end - begin + part - 1) / part, [&](int i) {
      const int first = begin + i * part;
      task(first, std::min(part, end - first));
    });
  }
}

std::span<const float> column(const Matrix& images, Eigen::Index index) {
  return {images.col(index).data(), static_cast<std::size_t>(images.rows())};
}

}  // namespace

void add_noise(ThreadPool& pool, const NoiseDraw& draw, std::span<const std::uint32_t> indices, Matrix& images) {
  in_parts(pool, images.cols(), [&](int first, int count) {
    add_noise(draw, indices.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)),
              MatrixView(images.col(first).data(), images.rows(), count));
  });
}

void restore(ThreadPool& pool, FunctionRef<void(std::span<const float>, std::span<float>)> filter, const Matrix& images,
             Matrix& restored) {
  in_parts(pool, images.cols(), [&](int first, int count) {
    for (int i = first; i < first + count; ++i) {
      filter(column(images, i), {restored.col(i).data(), static_cast<std::size_t>(restored.rows())});
    }
  });
}

void restore(ThreadPool& pool, Network& network, const Matrix& images, Matrix& restored) {
  const auto layers = static_cast<int>(network.layers().size());
  for (Eigen::Index first = 0; first < images.cols(); first += network.max_batch()) {
    const Eigen::Index count = std::min<Eigen::Index>(network.max_batch(), images.cols() - first);
    const ConstMatrixView batch(images.col(first).data(), images.rows(), count);
    restored.middleCols(first, count) = network.predict(pool, batch, 0, layers);
  }
}

void compare(ThreadPool& pool, const Shape& shape, const Matrix& clean, const Matrix& restored,
             std::span<ImageScore> scores) {
  in_parts(pool, clean.cols(), [&](int first, int count) {
    for (int i = first; i < first + count; ++i) {
      ImageScore& score = scores[static_cast<std::size_t>(i)];
      score.psnr = psnr(mean_squared_error(column(clean, i), column(restored, i)));
      score.ssim = ssim(shape, column(clean, i), column(restored, i));
    }
  });
}

void name_images(ThreadPool& pool, Network& classifier, const Matrix& images, std::span<const std::uint8_t> labels,
                 std::span<ImageScore> scores) {
  Matrix answers(classifier.output_shape().size(), images.cols());
  restore(pool, classifier, images, answers);
  for (Eigen::Index i = 0; i < answers.cols(); ++i) {
    Eigen::Index best = 0;
    answers.col(i).maxCoeff(&best);
    scores[static_cast<std::size_t>(i)].named = best == labels[static_cast<std::size_t>(i)];
  }
}

MeanScore mean_of(std::span<const ImageScore> scores) {
  MeanScore mean;
  for (const ImageScore& score : scores) {
    mean.psnr += static_cast<double>(score.psnr);
    mean.ssim += static_cast<double>(score.ssim);
    mean.named += score.named ? 1.0 : 0.0;
  }
  const auto count = static_cast<double>(scores.size());
  return {mean.psnr / count, mean.ssim / count, mean.named / count};
}

}  // namespace lab
