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

/// Measures how well held-out images are restored, against doing nothing and against a median filter. Keeps figures
/// only: noise is a function of seed and image, so drawing it again costs less than keeping the noisy images would.
/// Belongs to the trainer thread.
class QualityMeter {
 public:
  /// How many test images are measured: fewer with large networks, which would keep a page on one thread waiting.
  [[nodiscard]] static int images_for(const Network& network);

  /// New data, noise or seed: the baselines are measured anew (test noise of the first `images` test images).
  void set_noise(ThreadPool& pool, const FittedImages& test, const NoiseDraw& draw, int images);

  /// Runs the network on the noisy images. set_noise() must have been called with at least one image of `test`.
  void measure(ThreadPool& pool, const FittedImages& test, Network& network);

  [[nodiscard]] const Quality& quality() const { return quality_; }
  void clear();

 private:
  NoiseDraw draw_;
  std::vector<std::uint32_t> indices_;
  std::vector<float> psnrs_;
  Quality quality_;
};

}  // namespace lab
