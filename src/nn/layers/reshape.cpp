#include "nn/layers/reshape.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "nn/layers/relabelling.h"

namespace lab {
namespace {

constexpr int kMaxSize = 1 << 20;

constexpr std::array kSettings = {LayerSetting{"target_shape", LayerSetting::Type::extent, true}};

Result<Shape> target_of(const LayerSpec& spec) {
  const double size = spec.number("target_shape", 0);
  if (size >= 1 && size <= kMaxSize && size == std::floor(size)) return Shape::flat(static_cast<int>(size));
  int height = 0;
  int width = 0;
  int channels = 0;
  char after = '\0';
  const std::string text = spec.text("target_shape", "");
  if (std::sscanf(text.c_str(), "%4dx%4dx%4d%c", &height, &width, &channels, &after) == 3 && height > 0 && width > 0 &&
      channels > 0 && std::int64_t{height} * width * channels <= kMaxSize) {
    return Shape::image(height, width, channels);
  }
  return Error{R"("target_shape" must be a whole number, or three such as "4x4x8" (height x width x channels).)"};
}

}  // namespace

std::span<const LayerSetting> reshape_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_reshape(const LayerSpec& spec) {
  const auto target = target_of(spec);
  if (!target) return target.error();
  return std::unique_ptr<Layer>(std::make_unique<Relabelling>(*target));
}

}  // namespace lab
