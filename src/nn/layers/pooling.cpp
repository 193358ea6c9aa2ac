#include "nn/layers/pooling.h"

#include <array>

namespace lab {
namespace {

constexpr int kMaxPool = 64;

constexpr std::array kNames = {
    LayerSetting{"pool_size", LayerSetting::Type::extent},
    LayerSetting{"strides", LayerSetting::Type::extent},
    LayerSetting{"padding", LayerSetting::Type::text},
};

}  // namespace

std::span<const LayerSetting> pooling_setting_names() { return kNames; }

Result<PoolingSettings> pooling_settings(const LayerSpec& spec) {
  const auto pool = extent_setting(spec, "pool_size", {2, 2}, kMaxPool);
  if (!pool) return pool.error();
  const auto strides = extent_setting(spec, "strides", *pool, kMaxPool);
  if (!strides) return strides.error();
  const auto same = same_padding_setting(spec);
  if (!same) return same.error();
  return PoolingSettings{*pool, *strides, *same};
}

Result<LayerPlan> Pooling2D::plan(const Shape& input) {
  const auto& [pool, strides, same] = settings_;
  const auto window = plan_window(input, pool.height, pool.width, strides.height, strides.width, same);
  if (!window) return window.error();
  window_ = *window;
  return LayerPlan{.output = Shape::image(window_.rows.out, window_.columns.out, input.channels)};
}

}  // namespace lab
