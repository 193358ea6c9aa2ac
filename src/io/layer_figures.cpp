#include "io/layer_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "io/figures.h"
#include "train/observations/layer_pictures.h"

namespace lab {
namespace {

constexpr int kPerRow = 16;

/// Signed levels (128 is zero) in colours: white, towards blue below it and orange above.
std::vector<std::uint8_t> diverging(const std::vector<std::uint8_t>& levels) {
  constexpr std::array<float, 3> kBelow = {0.16F, 0.40F, 0.85F};
  constexpr std::array<float, 3> kAbove = {0.88F, 0.38F, 0.06F};
  std::vector<std::uint8_t> pixels;
  pixels.reserve(levels.size() * 3);
  for (const std::uint8_t level : levels) {
    const float value = (static_cast<float>(level) - 128.0F) / 127.0F;
    const auto& end = value < 0.0F ? kBelow : kAbove;
    for (const float channel : end)
      pixels.push_back(static_cast<std::uint8_t>(
          std::lround(255.0F * (1.0F - std::min(std::fabs(value), 1.0F) * (1.0F - channel)))));
  }
  return pixels;
}

Picture in_rows(const std::string& caption, const Shape& shape, const std::vector<std::uint8_t>& pixels) {
  FigureBlock block{caption, {}};
  const auto row = static_cast<std::size_t>(shape.size()) * kPerRow;
  for (std::size_t begin = 0; begin < pixels.size(); begin += row) {
    const std::size_t end = std::min(begin + row, pixels.size());
    block.rows.emplace_back(pixels.begin() + static_cast<std::ptrdiff_t>(begin),
                            pixels.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return image_blocks(shape, 1, {block});
}

std::string range(const char* format, float low, float high) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, static_cast<double>(low), static_cast<double>(high));
  return text.data();
}

}  // namespace

Result<Picture> weights_figure(ModelSubject& model, int layer) {
  const auto weights = observe_now<LayerWeights>(model.look({.view = OpenView::network, .layer = layer}));
  if (weights->kind == KernelKind::none) return Error{"Layer " + std::to_string(layer) + " has no kernels to draw."};
  const LayerPictures pictures = kernel_pictures(*weights, kernel_order(*weights, KernelOrder::number));
  if (pictures.count == 0) return Error{"Layer " + std::to_string(layer) + " has too many weights to draw."};
  const bool color = pictures.shape.channels == 3;
  Shape shape = pictures.shape;
  if (!color) shape.channels = 3;
  const std::string caption =
      weights->layer_name + "/" + weights->name + range(": %.2f to %.2f", -weights->reach, weights->reach);
  return in_rows(caption, shape, color ? pictures.pixels : diverging(pictures.pixels));
}

Result<Picture> activations_figure(ModelSubject& model, int layer, int image) {
  const auto activations =
      observe_now<LayerActivations>(model.look({.spotlight = image, .view = OpenView::network, .layer = layer}));
  LayerActivations drawn = *activations;
  // Numbers that are no image stand side by side, one pixel each.
  const bool flat = drawn.shape.is_flat && drawn.picture.is_flat;
  if (flat) drawn.shape = drawn.picture = Shape::image(1, drawn.shape.size(), 1);
  const LayerPictures maps = feature_maps(drawn);
  return in_rows(activations->name + range(": %.2f to %.2f", maps.low, maps.high), maps.shape, maps.pixels);
}

}  // namespace lab
