#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/shape.h"
#include "train/measured.h"

namespace lab {

template <class Result>
class Observer;

/// How one kind of noise changes what comes out, from level to level: means over the images, or kNotMeasured.
struct NoiseCurve {
  struct Line {
    std::vector<float> psnr;      ///< mean peak signal-to-noise ratio in dB
    std::vector<float> ssim;      ///< mean structural similarity
    std::vector<float> accuracy;  ///< share of the images that the judge names rightly; empty without a judge
  };
  std::string kind;              ///< NoiseKind::name
  Line noisy, denoised, median;  ///< one value per level each; median: the 3 x 3 median filter
};

/// The noise test (rows D1 and D2 of the course), for the kind in use and those in Attention::noise_kinds.
struct NoiseCurves {
  static constexpr int kLevels = 11;

  std::vector<float> levels;            ///< kLevels of them, from 0 to 1
  std::vector<NoiseCurve> curves;       ///< the kind in use first
  int images = 0;                       ///< that they are means of; 0: nothing yet
  float clean_accuracy = kNotMeasured;  ///< of the judge on images without noise

  static std::unique_ptr<Observer<NoiseCurves>> make_observer();
};

/// The picture looked at with the noise in use at the levels of NoiseCurves: 8-bit, level after level.
struct NoiseLevels {
  Shape shape;  ///< of one picture
  std::vector<std::uint8_t> noisy, denoised, median;

  static std::unique_ptr<Observer<NoiseLevels>> make_observer();
};

}  // namespace lab
