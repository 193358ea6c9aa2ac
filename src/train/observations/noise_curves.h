#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/shape.h"
#include "data/noise/noise.h"
#include "train/measured.h"

namespace lab {

template <class Result>
class Observer;

/// How one kind of noise changes what comes out, from level to level: means over the images, one value per level. Empty
/// is what was not measured.
struct NoiseCurve {
  struct Line {
    std::vector<float> psnr;      ///< mean peak signal-to-noise ratio in dB
    std::vector<float> ssim;      ///< mean structural similarity
    std::vector<float> accuracy;  ///< share of the images that the judge names rightly
  };
  std::string kind;              ///< NoiseKind::name
  int images = 0;                ///< that they are means of
  Line noisy, denoised, median;  ///< denoised: of networks that rebuild; median: the 3 x 3 median filter
};

/// The noise test (rows D1 and D2 of the course), for the kind in use and those in Attention::noise_kinds. A network
/// that names digits is its own judge; others have Subject::judge.
struct NoiseCurves {
  static constexpr int kLevels = 11;

  std::vector<float> levels;            ///< kLevels of them, from 0 to 1
  std::vector<NoiseCurve> curves;       ///< the kind in use first
  int images = 0;                       ///< of the kind in use; 0: nothing yet
  float clean_accuracy = kNotMeasured;  ///< of the judge on images without noise
  std::string no_accuracy;              ///< why there will be none, a sentence; or empty

  static std::unique_ptr<Observer<NoiseCurves>> make_observer();
};

/// The picture looked at with the noise in use at the levels of NoiseCurves: 8-bit, level after level.
struct NoiseLevels {
  std::string kind;                                   ///< NoiseKind::name
  Shape shape;                                        ///< of one picture
  std::vector<std::uint8_t> noisy, denoised, median;  ///< denoised: empty where the network does not rebuild

  static std::unique_ptr<Observer<NoiseLevels>> make_observer();
};

/// What the noise test tries out: the noise in use, or another where there is none. Its level is one of many.
[[nodiscard]] NoiseSpec tested_noise(const NoiseSpec& in_use);

}  // namespace lab
