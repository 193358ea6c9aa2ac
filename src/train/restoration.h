#pragma once

#include <cstdint>
#include <span>

#include "core/function_ref.h"
#include "core/matrix.h"
#include "core/shape.h"
#include "core/thread_pool.h"
#include "nn/network.h"
#include "train/samples.h"

/// How images are judged that were restored, whoever did it: what a noise sweep and the page's noise test measure. All
/// functions lend their work to a pool and are for the thread that owns the networks.
namespace lab {

/// How well one image was restored.
struct ImageScore {
  float psnr = 0.0F;   ///< in dB
  float ssim = 0.0F;   ///< structural similarity
  bool named = false;  ///< a classifier names it rightly
};

/// Adds noise to test images, one per column; `indices` are theirs.
void add_noise(ThreadPool& pool, const NoiseDraw& draw, std::span<const std::uint32_t> indices, Matrix& images);

/// What `filter(image, out)` makes of each column, into `restored`; called from several threads at once.
void restore(ThreadPool& pool, FunctionRef<void(std::span<const float>, std::span<float>)> filter, const Matrix& images,
             Matrix& restored);

/// What the network makes of each column, into `restored`; any number of them.
void restore(ThreadPool& pool, Network& network, const Matrix& images, Matrix& restored);

/// Writes psnr and ssim of each column of `restored` against that of `clean`.
void compare(ThreadPool& pool, const Shape& shape, const Matrix& clean, const Matrix& restored,
             std::span<ImageScore> scores);

/// Writes whether the classifier finds each column's label.
void name_images(ThreadPool& pool, Network& classifier, const Matrix& images, std::span<const std::uint8_t> labels,
                 std::span<ImageScore> scores);

/// Means over images.
struct MeanScore {
  double psnr = 0.0;
  double ssim = 0.0;
  double named = 0.0;  ///< share that is named rightly
};
/// At least one score.
[[nodiscard]] MeanScore mean_of(std::span<const ImageScore> scores);

}  // namespace lab
