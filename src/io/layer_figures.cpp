#include "io/layer_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "io/figures.h"
#include "io/plot.h"
#include "train/observations/layer_pictures.h"

namespace lab {
namespace {

/// The colour of a signed level (128 is zero): white, towards blue below it and orange above.
Rgb diverging(std::uint8_t level) {
  constexpr std::array<float, 3> kBelow = {0.16F, 0.40F, 0.85F};
  constexpr std::array<float, 3> kAbove = {0.88F, 0.38F, 0.06F};
  const float value = (static_cast<float>(level) - 128.0F) / 127.0F;
  const auto& end = value < 0.0F ? kBelow : kAbove;
  Rgb color;
  for (std::size_t c = 0; c < color.size(); ++c) {
    const float level_of_channel = 1.0F - std::min(std::fabs(value), 1.0F) * (1.0F - end[c]);
    color[c] = static_cast<std::uint8_t>(std::lround(255.0F * level_of_channel));
  }
  return color;
}

Rgb grey(std::uint8_t level) { return {level, level, level}; }

/// From the color of level `first` to that of 255.
ColorScale scale_of(Rgb (*color)(std::uint8_t), int first, float low, float high, std::string title) {
  ColorScale scale{{}, low, high, std::move(title)};
  for (int level = first; level < 256; ++level) scale.colors.push_back(color(static_cast<std::uint8_t>(level)));
  return scale;
}

std::string layer_name(int layer, const std::string& name) {
  return "layer " + std::to_string(layer) + " (" + name + ")";
}

}  // namespace

Result<Drawing> weights_figure(const Typeface& type, ModelSubject& model, int layer) {
  const auto weights = observe_now<LayerWeights>(model.look({.view = OpenView::network, .layer = layer}));
  if (weights->kind == KernelKind::none) return Error{"Layer " + std::to_string(layer) + " has no kernels to draw."};
  LayerPictures pictures = kernel_pictures(*weights, kernel_order(*weights, KernelOrder::number));
  if (pictures.count == 0) return Error{"Layer " + std::to_string(layer) + " has too many weights to draw."};
  const std::string title = "Kernels of " + layer_name(layer, weights->layer_name);
  // Kernels of colour images have three numbers a pixel: they are colours as they are.
  const bool color = pictures.shape.channels == 3;
  if (!color) {
    std::vector<std::uint8_t> colored;
    colored.reserve(pictures.pixels.size() * 3);
    for (const std::uint8_t level : pictures.pixels) {
      const Rgb rgb = diverging(level);
      colored.insert(colored.end(), rgb.begin(), rgb.end());
    }
    pictures.pixels = std::move(colored);
    pictures.shape.channels = 3;
  }
  return image_tiles(
      type, title, pictures.shape, pictures.pixels,
      scale_of(color ? grey : diverging, 1, -weights->reach, weights->reach, color ? "each colour" : "weight"));
}

Result<Drawing> activations_figure(const Typeface& type, ModelSubject& model, int layer, int image) {
  const auto activations =
      observe_now<LayerActivations>(model.look({.spotlight = image, .view = OpenView::network, .layer = layer}));
  const std::string title =
      "What " + layer_name(layer, activations->name) + " makes of test image " + std::to_string(image);
  if (activations->shape.is_flat && activations->picture.is_flat) {
    PlotSeries series;
    for (std::size_t i = 0; i < activations->values.size(); ++i) {
      series.x.push_back(static_cast<double>(i));
      series.y.push_back(static_cast<double>(activations->values[i]));
    }
    const Plot plot{.title = title,
                    .x_title = "Unit",
                    .y_title = "Activation",
                    .series = {std::move(series)},
                    .whole_x = true,
                    .kind = PlotKind::bars};
    return draw_plots(type, {&plot, 1});
  }
  const LayerPictures maps = feature_maps(*activations);
  return image_tiles(type, title, maps.shape, maps.pixels, scale_of(grey, 0, maps.low, maps.high, "activation"));
}

}  // namespace lab
