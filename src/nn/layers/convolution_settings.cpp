#include "nn/layers/convolution_settings.h"

#include <array>

namespace lab {
namespace {

constexpr int kMaxFilters = 1024;
constexpr int kMaxKernel = 31;

constexpr std::array kNames = {
    LayerSetting{"filters", LayerSetting::Type::number, true},
    LayerSetting{"kernel_size", LayerSetting::Type::extent, true},
    LayerSetting{"strides", LayerSetting::Type::extent},
    LayerSetting{"padding", LayerSetting::Type::text},
    LayerSetting{"activation", LayerSetting::Type::text},
    LayerSetting{"kernel_initializer", LayerSetting::Type::text},
    LayerSetting{"kernel_regularizer_l2"},
};

}  // namespace

std::span<const LayerSetting> convolution_setting_names() { return kNames; }

Result<ConvolutionSettings> convolution_settings(const LayerSpec& spec) {
  const auto filters = count_setting(spec, "filters", 0, 1, kMaxFilters);
  if (!filters) return filters.error();
  const auto kernel = extent_setting(spec, "kernel_size", {}, kMaxKernel);
  if (!kernel) return kernel.error();
  const auto strides = extent_setting(spec, "strides", {}, kMaxKernel);
  if (!strides) return strides.error();
  const auto same = same_padding_setting(spec);
  if (!same) return same.error();
  const auto activation = activation_setting(spec);
  if (!activation) return activation.error();
  const auto initializer = initializer_setting(spec);
  if (!initializer) return initializer.error();
  const auto l2 = l2_setting(spec);
  if (!l2) return l2.error();
  return ConvolutionSettings{*filters, *kernel, *strides, *same, *activation, *initializer, *l2};
}

}  // namespace lab
