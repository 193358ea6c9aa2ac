#pragma once

#include <memory>

#include "train/measured.h"

namespace lab {

template <class Result>
class Observer;

/// How well held-out images are restored: mean over images of the peak signal-to-noise ratio in dB; nothing measured
/// for classifiers. Measures Subject::judged_images().
struct Quality {
  float psnr_noisy = kNotMeasured;     ///< doing nothing
  float psnr_median = kNotMeasured;    ///< 3x3 median filter
  float psnr_denoised = kNotMeasured;  ///< the network

  static std::unique_ptr<Observer<Quality>> make_observer();
};

}  // namespace lab
