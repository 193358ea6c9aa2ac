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

/// What layer Attention::layer (of the network's layers the nearest) makes of the picture looked at, with its noise.
struct LayerActivations {
  int layer = -1;
  std::string name;  ///< NetworkLayer::name
  Shape shape;
  std::vector<float> values;  ///< shape.size(), channel last
  float zeros = 0.0F;         ///< share of them that are zero
  Shape picture;  ///< what they are drawn as: that of a picture where they are its pixels, otherwise `shape`

  static std::unique_ptr<Observer<LayerActivations>> make_observer();
};

/// How that layer's units (channels, where its output is an image) answer to the first test images, with their noise:
/// Subject::judged_images() of them. For every unit at once, so that choosing another takes no time.
struct LayerUnits {
  static constexpr int kTop = 8;

  int layer = -1;
  int images = 0;          ///< so many; 0: nothing yet
  std::vector<bool> dead;  ///< of each unit: zero for every image, everywhere in it
  std::vector<int> top;    ///< kTop for each unit: the images that excite it most, the best first; see top_count()
  std::vector<float> excitement;  ///< likewise: its (highest) activation for each
  Shape shape;                    ///< of an image
  /// The `images` as the network sees them, 8-bit, image after image. The same object as long as they stay the same.
  std::shared_ptr<const std::vector<std::uint8_t>> pixels;

  /// How many of a unit's kTop there are.
  [[nodiscard]] int top_count() const { return images < kTop ? images : kTop; }

  static std::unique_ptr<Observer<LayerUnits>> make_observer();
};

/// What kernels look like.
enum class KernelKind : std::uint8_t {
  none,                ///< there are none: batch normalization, or no weights at all
  from_pixels,         ///< a picture for each unit: what it looks for among the pixels
  to_pixels,           ///< a picture for each input: what it adds to the pixels
  patches,             ///< for each filter the patches it looks for, one for each channel of the input
  transposed_patches,  ///< for each filter the patches it draws, one for each channel of the input
  rows                 ///< for each unit its weights in a row, one for each input
};

/// The weights of that layer: its first array ("kernel") as it is, and how its values are distributed.
struct LayerWeights {
  static constexpr int kBins = 41;
  static constexpr int kMost = 1 << 20;  ///< of more there are no values: a page has no memory for copies of them

  struct Array {
    std::string name;  ///< ParameterArray::name
    std::vector<float> values;
  };

  int layer = -1;
  std::string layer_name;     ///< NetworkLayer::name
  std::string name;           ///< ParameterArray::name; empty where the layer has no weights
  std::vector<int> shape;     ///< Keras's: dense (inputs, units), convolutions (rows, columns, inputs, filters),
                              ///< transposed ones (rows, columns, filters, inputs); of tied weights the owner's, turned
  std::vector<float> values;  ///< row-major
  std::vector<float> bias;    ///< or empty
  std::vector<Array> arrays;  ///< the others: beta, moving_mean and moving_variance of batch normalization
  float reach = 0.0F;         ///< the largest magnitude
  std::array<int, kBins> histogram{};  ///< of values from -reach to reach

  KernelKind kind = KernelKind::none;
  Shape picture;             ///< of from_pixels and to_pixels
  std::vector<float> norms;  ///< of each kernel: square root of the sum of its squares

  static std::unique_ptr<Observer<LayerWeights>> make_observer();
};

}  // namespace lab
