#pragma once

#include <cstdint>
#include <span>

#include "core/matrix.h"
#include "train/observer.h"

namespace lab {

/// These test images with their noise, as the network sees them: one per column.
[[nodiscard]] inline Matrix noisy_images(const Subject& subject, std::span<const std::uint32_t> indices) {
  Matrix images(subject.test.shape().size(), static_cast<Eigen::Index>(indices.size()));
  const MatrixView view(images.data(), images.rows(), images.cols());
  fill_clean(subject.test, indices, view);
  add_noise(subject.test_noise(), indices, view);
  return images;
}

}  // namespace lab
