#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/shape.h"
#include "train/observations/layer.h"

/// What is seen of a layer as 8-bit pictures, for the page and for figures. Callable from any thread.
namespace lab {

/// Equally large pictures, one after the other.
struct LayerPictures {
  Shape shape;  ///< of one, channel last
  int count = 0;
  std::vector<std::uint8_t> pixels;
  float low = 0.0F;   ///< the value that is level 0
  float high = 0.0F;  ///< the value that is level 255
};

/// The channels of an output that is an image, in grey: zero or the lowest value is black, the highest white. None of
/// other outputs.
[[nodiscard]] LayerPictures feature_maps(const LayerActivations& activations);

enum class KernelOrder : std::uint8_t { number, norm };

/// The numbers of all kernels; by norm, the largest comes first, and of equal ones the first.
[[nodiscard]] std::vector<int> kernel_order(const LayerWeights& weights, KernelOrder order);

/// These kernels: zero is level 128, -reach is 1 and reach 255. Of convolutions a kernel is a field of patches, one for
/// each channel of the input, with a line of zeros between them.
[[nodiscard]] LayerPictures kernel_pictures(const LayerWeights& weights, std::span<const int> kernels);

/// Of one of these pictures; no channels where there are no kernels.
[[nodiscard]] Shape kernel_shape(const LayerWeights& weights);

}  // namespace lab
