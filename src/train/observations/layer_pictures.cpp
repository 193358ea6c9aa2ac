#include "train/observations/layer_pictures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace lab {
namespace {

constexpr int kLongestRow = 1024;  // weights side by side; longer rows are folded
constexpr int kZero = 128;         // the level of zero among signed numbers
constexpr float kSigned = 127.0F;  // levels on either side of it

/// How many patches stand side by side and above each other.
struct Field {
  int columns, rows;
};

Field field_of(int patches) {
  const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(patches))));
  return {columns, (patches + columns - 1) / columns};
}

int inputs_of(const LayerWeights& weights) {
  switch (weights.kind) {
    case KernelKind::none: return 0;
    case KernelKind::transposed_patches: return weights.shape[3];
    case KernelKind::patches: return weights.shape[2];
    default: return weights.shape[0];
  }
}

class Drawing {
 public:
  explicit Drawing(const LayerWeights& weights)
      : weights_(weights), scale_(weights.reach > 0.0F ? kSigned / weights.reach : 0.0F) {}

  /// Writes one kernel into levels that are zero everywhere.
  void draw(int kernel, std::span<std::uint8_t> out) const {
    const int inputs = inputs_of(weights_);
    const int units = weights_.shape.back();
    switch (weights_.kind) {
      case KernelKind::none: break;
      case KernelKind::from_pixels:
      case KernelKind::rows:
        for (int i = 0; i < inputs; ++i) set(out, i, i * units + kernel);
        break;
      case KernelKind::to_pixels:
        for (int i = 0; i < units; ++i) set(out, i, kernel * units + i);
        break;
      case KernelKind::patches:
      case KernelKind::transposed_patches: draw_patches(kernel, out); break;
    }
  }

 private:
  void draw_patches(int kernel, std::span<std::uint8_t> out) const {
    const bool transposed = weights_.kind == KernelKind::transposed_patches;
    const int inputs = inputs_of(weights_);
    const int filters = weights_.shape[transposed ? 2 : 3];
    const int height = weights_.shape[0];
    const int width = weights_.shape[1];
    const Field field = field_of(inputs);
    const int line = field.columns * (width + 1) - 1;
    for (int input = 0; input < inputs; ++input) {
      const int left = input % field.columns * (width + 1);
      const int top = input / field.columns * (height + 1);
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          const int pixel = (y * width + x) * filters * inputs;
          set(out, (top + y) * line + left + x,
              pixel + (transposed ? kernel * inputs + input : input * filters + kernel));
        }
      }
    }
  }

  void set(std::span<std::uint8_t> out, int pixel, int value) const {
    const float level = weights_.values[static_cast<std::size_t>(value)] * scale_;
    if (!std::isfinite(level)) return;
    out[static_cast<std::size_t>(pixel)] = static_cast<std::uint8_t>(kZero + std::lround(level));
  }

  const LayerWeights& weights_;
  float scale_;
};

}  // namespace

LayerPictures feature_maps(const LayerActivations& activations) {
  const Shape& picture = activations.picture;
  LayerPictures maps;
  if (picture.is_flat || activations.values.empty()) return maps;
  maps.shape = Shape::image(picture.height, picture.width, 1);
  maps.count = picture.channels;
  for (const float value : activations.values) {
    maps.low = std::min(maps.low, value);
    maps.high = std::max(maps.high, value);
  }
  const float scale = maps.high > maps.low ? 255.0F / (maps.high - maps.low) : 0.0F;
  maps.pixels.resize(activations.values.size());
  std::size_t at = 0;
  for (int channel = 0; channel < maps.count; ++channel) {
    for (auto i = static_cast<std::size_t>(channel); i < activations.values.size();
         i += static_cast<std::size_t>(maps.count)) {
      const float level = (activations.values[i] - maps.low) * scale;
      maps.pixels[at++] = std::isfinite(level) ? static_cast<std::uint8_t>(std::lround(level)) : std::uint8_t{0};
    }
  }
  return maps;
}

std::vector<int> kernel_order(const LayerWeights& weights, KernelOrder order) {
  std::vector<int> kernels(weights.norms.size());
  std::iota(kernels.begin(), kernels.end(), 0);
  if (order == KernelOrder::norm) {
    // Of a training that has failed some may be no numbers; these have no place among the others.
    const auto norm = [&](int kernel) {
      const float value = weights.norms[static_cast<std::size_t>(kernel)];
      return std::isnan(value) ? 0.0F : value;
    };
    std::ranges::stable_sort(kernels, std::ranges::greater(), norm);
  }
  return kernels;
}

Shape kernel_shape(const LayerWeights& weights) {
  switch (weights.kind) {
    case KernelKind::none: return {};
    case KernelKind::from_pixels:
    case KernelKind::to_pixels: return weights.picture;
    case KernelKind::patches:
    case KernelKind::transposed_patches: {
      const Field field = field_of(inputs_of(weights));
      return Shape::image(field.rows * (weights.shape[0] + 1) - 1, field.columns * (weights.shape[1] + 1) - 1, 1);
    }
    case KernelKind::rows: {
      const int inputs = inputs_of(weights);
      const int lines = (inputs + kLongestRow - 1) / kLongestRow;
      return Shape::image(lines, (inputs + lines - 1) / lines, 1);
    }
  }
  return {};
}

LayerPictures kernel_pictures(const LayerWeights& weights, std::span<const int> kernels) {
  LayerPictures pictures;
  pictures.shape = kernel_shape(weights);
  pictures.count = static_cast<int>(kernels.size());
  pictures.low = -weights.reach;
  pictures.high = weights.reach;
  const auto size = static_cast<std::size_t>(pictures.shape.size());
  pictures.pixels.assign(kernels.size() * size, kZero);
  const Drawing drawing(weights);
  for (std::size_t i = 0; i < kernels.size(); ++i)
    drawing.draw(kernels[i], std::span(pictures.pixels).subspan(i * size, size));
  return pictures;
}

}  // namespace lab
