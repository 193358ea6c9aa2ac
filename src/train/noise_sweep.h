#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/matrix.h"
#include "core/result.h"
#include "core/thread_pool.h"
#include "data/image_set.h"
#include "data/noise/noise.h"
#include "nn/network.h"

namespace lab {

struct NoiseSweepOptions {
  std::string noise = "salt-pepper";  ///< NoiseKind::name
  std::vector<float> levels = {};     ///< in the unit of that kind
  bool clip = true;
  std::uint64_t seed = 0;
  int images = 0;                           ///< how many test images are measured; 0: all
  std::vector<std::string> baselines = {};  ///< BaselineKind::name; each is fitted anew for every level
  int shown = 4;                            ///< how many of the first test images are kept for the figure
};

/// One way to restore images, judged at one level: means over the images, or kNotMeasured.
struct RestorationScore {
  std::string name;                 ///< "noisy", "denoised" (the network), or BaselineKind::name
  double psnr = 0.0;                ///< mean peak signal-to-noise ratio in dB
  double ssim = 0.0;                ///< mean structural similarity
  double accuracy = 0.0;            ///< share of images that the classifier names rightly
  std::vector<std::uint8_t> shown;  ///< the first images, 8-bit, image after image
};

struct NoiseLevelResult {
  float level = 0.0F;
  std::vector<RestorationScore> scores;  ///< noisy, denoised, then the baselines in the order asked for
};

struct NoiseSweepResult {
  Shape shape;
  int images = 0;
  double clean_accuracy = 0.0;           ///< the classifier's on clean images, or kNotMeasured
  std::vector<std::uint8_t> shown = {};  ///< the first images, clean
  std::vector<NoiseLevelResult> levels = {};
};

/// "0,0.1,1" or "FROM:TO:COUNT" as levels; each must be one that the kind of noise takes.
Result<std::vector<float>> parse_levels(const std::string& noise, const std::string& text);

/// Shows test images at rising noise to a denoiser and, before and after, to a classifier (may be null): D1 and D2 of
/// the course. An image's noise at all levels comes from the same random numbers, and is that with which a Trainer of
/// this seed validates. Refused: networks that do not rebuild or name images, or not these images; unknown noise. May
/// take minutes; `stopped` (called now and then) ends it early, and then only finished levels are in the result.
Result<NoiseSweepResult> noise_sweep(Network& denoiser, Network* classifier, const Dataset& data,
                                     const NoiseSweepOptions& options, ThreadPool& pool,
                                     const std::function<bool()>& stopped);

}  // namespace lab
