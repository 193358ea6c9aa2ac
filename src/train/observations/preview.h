#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/shape.h"
#include "train/pick.h"

namespace lab {

template <class Result>
class Observer;

/// Test images before and after the network, for drawing. Pixels are 8-bit, image after image, channel last.
struct Preview {
  static constexpr int kStrip = 10;

  Shape shape;  ///< of one image
  int count = 0;
  std::vector<int> indices;          ///< which test image each one is: [0] is the spotlight (-1: `own`), then the strip
  OwnPicturePtr own;                 ///< the spotlight, where it is no test image
  std::vector<int> labels;           ///< its class, -1 where there is none
  std::string spotlight_class;       ///< the name of the spotlight's class, empty where it has none
  std::vector<int> predicted;        ///< a classifier's answer; empty for autoencoders
  std::vector<float> probabilities;  ///< of all classes for the spotlight; likewise
  std::vector<std::uint8_t> original, noisy, denoised;  ///< denoised is empty for classifiers
  bool decoded = false;  ///< the spotlight's denoised image is what the decoder makes of Attention::code

  static std::unique_ptr<Observer<Preview>> make_observer();
};

}  // namespace lab
