#include "nn/layers/up_sampling2d.h"

#include <array>

#include "nn/layers/resampling.h"

namespace lab {
namespace {

constexpr std::array kSettings = {
    LayerSetting{"size", LayerSetting::Type::extent},
    LayerSetting{"interpolation", LayerSetting::Type::text},
};

}  // namespace

std::span<const LayerSetting> up_sampling2d_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_up_sampling2d(const LayerSpec& spec) {
  const auto size = extent_setting(spec, "size", {2, 2}, 32);
  if (!size) return size.error();
  const auto interpolation = interpolation_setting(spec, Interpolation::nearest);
  if (!interpolation) return interpolation.error();
  return std::unique_ptr<Layer>(std::make_unique<Resampling>(*size, true, *interpolation));
}

}  // namespace lab
