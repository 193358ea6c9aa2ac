#include "nn/layers/leaky_relu.h"

#include <array>

#include "nn/layer_settings.h"
#include "nn/layers/elementwise.h"

namespace lab {
namespace {

struct LeakyReLU {
  float negative_slope;

  float operator()(float x) const { return x > 0.0F ? x : negative_slope * x; }
  [[nodiscard]] float slope(float x, float /*y*/) const { return x > 0.0F ? 1.0F : negative_slope; }
};

constexpr std::array kSettings = {LayerSetting{"negative_slope"}};

}  // namespace

std::span<const LayerSetting> leaky_relu_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_leaky_relu(const LayerSpec& spec) {
  const auto slope = number_setting(spec, "negative_slope", 0.3F, 0.0F, 1.0F);
  if (!slope) return slope.error();
  return std::unique_ptr<Layer>(std::make_unique<Elementwise<LeakyReLU>>(LeakyReLU{*slope}));
}

}  // namespace lab
