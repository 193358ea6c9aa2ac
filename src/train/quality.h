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
  /// How many test images are measured: fewer with large networks, which would keep a page on one thread waiting.
  [[nodiscard]] static int images_for(const Network& network);

  /// New data, noise or seed: noisy images and baselines are made anew (test noise of the first `images` test images).
  void set_noise(ThreadPool& pool, const ImageSet& test, const NoiseDraw& draw, int images);

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
