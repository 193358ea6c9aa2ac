#pragma once

#include <cstdint>
#include <vector>

#include "core/matrix.h"
#include "core/thread_pool.h"
#include "data/image_set.h"
#include "nn/network.h"
#include "train/samples.h"
#include "train/snapshot.h"

namespace lab {

/// Measures how well held-out images are restored, against doing nothing and against a median filter. Keeps the noisy
/// images, so that measuring again after some training costs only the network's own pass. Belongs to the trainer
/// thread.
class QualityMeter {
 public:
  static constexpr int kImages = 500;

  /// New data, noise or seed: noisy images and baselines are made anew (test noise of the first kImages test images).
  void set_noise(ThreadPool& pool, const ImageSet& test, const NoiseDraw& draw);

  /// Runs the network on the noisy images. set_noise() must have been called with at least one image.
  void measure(ThreadPool& pool, const ImageSet& test, Network& network);

  [[nodiscard]] const Quality& quality() const { return quality_; }
  void clear();

 private:
  std::vector<std::uint32_t> indices_;
  Matrix noisy_;  // pixels x images
  std::vector<float> psnrs_;
  Quality quality_;
};

}  // namespace lab
