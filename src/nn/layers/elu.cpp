#include "nn/layers/elu.h"

#include <array>

#include "core/vec_math.h"
#include "nn/layer_settings.h"
#include "nn/layers/elementwise.h"

namespace lab {
namespace {

struct ELU {
  float alpha;

  float operator()(float x) const { return x > 0.0F ? x : alpha * (fast_exp(x) - 1.0F); }
  [[nodiscard]] float slope(float x, float y) const { return x > 0.0F ? 1.0F : y + alpha; }
};

constexpr std::array kSettings = {LayerSetting{"alpha"}};

}  // namespace

std::span<const LayerSetting> elu_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_elu(const LayerSpec& spec) {
  const auto alpha = number_setting(spec, "alpha", 1.0F, 0.0F, 100.0F);
  if (!alpha) return alpha.error();
  return std::unique_ptr<Layer>(std::make_unique<Elementwise<ELU>>(ELU{*alpha}));
}

}  // namespace lab
