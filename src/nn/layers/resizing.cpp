#include "nn/layers/resizing.h"

#include <array>

#include "nn/layers/resampling.h"

namespace lab {
namespace {

constexpr int kMaxPixels = 1024;

constexpr std::array kSettings = {
    LayerSetting{"height", LayerSetting::Type::number, true},
    LayerSetting{"width", LayerSetting::Type::number, true},
    LayerSetting{"interpolation", LayerSetting::Type::text},
};

}  // namespace

std::span<const LayerSetting> resizing_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_resizing(const LayerSpec& spec) {
  const auto height = count_setting(spec, "height", 0, 1, kMaxPixels);
  if (!height) return height.error();
  const auto width = count_setting(spec, "width", 0, 1, kMaxPixels);
  if (!width) return width.error();
  const auto interpolation = interpolation_setting(spec, Interpolation::bilinear);
  if (!interpolation) return interpolation.error();
  return std::unique_ptr<Layer>(std::make_unique<Resampling>(Extent{*height, *width}, false, *interpolation));
}

}  // namespace lab
