#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/shape.h"

namespace lab {

template <class Result>
class Observer;

/// What layer Attention::layer makes of the picture looked at, with its noise.
struct LayerActivations {
  int layer = -1;
  std::string name;  ///< NetworkLayer::name
  Shape shape;
  std::vector<float> values;  ///< shape.size(), channel last
  float zeros = 0.0F;         ///< share of them that are zero

  static std::unique_ptr<Observer<LayerActivations>> make_observer();
};

/// How that layer's units (channels, where its output is an image) answer to the first test images, with their noise:
/// Subject::judged_images() of them.
struct LayerUnits {
  static constexpr int kTop = 8;

  int layer = -1;
  int images = 0;          ///< so many; 0: nothing yet
  std::vector<bool> dead;  ///< of each unit: zero for every image
  // Of Attention::unit, where one is chosen:
  int unit = -1;
  Shape shape;                       ///< of an image
  std::vector<int> top;              ///< the test images that excite it most, the best first, up to kTop
  std::vector<float> excitement;     ///< its (highest) activation for each
  std::vector<std::uint8_t> pixels;  ///< these images as the network sees them, 8-bit

  static std::unique_ptr<Observer<LayerUnits>> make_observer();
};

/// The weights of that layer: its first array ("kernel") as it is, and how its values are distributed.
struct LayerWeights {
  static constexpr int kBins = 41;

  int layer = -1;
  std::string layer_name;
  std::string name;           ///< ParameterArray::name; empty where the layer has no weights
  std::vector<int> shape;     ///< Keras's: dense (inputs, units), convolutions (rows, columns, inputs, filters)
  std::vector<float> values;  ///< row-major
  std::vector<float> bias;    ///< or empty
  float reach = 0.0F;         ///< the largest magnitude
  std::array<int, kBins> histogram{};  ///< of values from -reach to reach

  static std::unique_ptr<Observer<LayerWeights>> make_observer();
};

}  // namespace lab
