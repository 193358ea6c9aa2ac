#include "nn/initializers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lab {
namespace {

void fill_symmetric_uniform(RandomKey key, float limit, std::span<float> kernel) {
  fill_uniform(key, kernel);
  for (float& w : kernel) w = (2.0F * w - 1.0F) * limit;
}

void fill_truncated_normal(RandomKey key, float deviation, std::span<float> kernel) {
  fill_normal(key, kernel);
  // Redraw what lies beyond two deviations (1 in 22), and widen by the share of variance that the cut removes (Keras).
  constexpr float kCutDeviation = 0.87962566F;
  RandomKey redraw_key = key;
  redraw_key.k1 ^= 0x5BD1E995U;
  RandomSequence redraw(redraw_key);
  for (float& w : kernel) {
    while (std::fabs(w) > 2.0F) {
      const float radius = std::sqrt(-2.0F * std::log(1.0F - redraw.uniform()));
      w = radius * std::cos(6.2831853F * redraw.uniform());
    }
    w *= deviation / kCutDeviation;
  }
}

void glorot_uniform(RandomKey key, int fan_in, int fan_out, std::span<float> kernel) {
  fill_symmetric_uniform(key, std::sqrt(6.0F / static_cast<float>(fan_in + fan_out)), kernel);
}
void glorot_normal(RandomKey key, int fan_in, int fan_out, std::span<float> kernel) {
  fill_truncated_normal(key, std::sqrt(2.0F / static_cast<float>(fan_in + fan_out)), kernel);
}
void he_uniform(RandomKey key, int fan_in, int /*fan_out*/, std::span<float> kernel) {
  fill_symmetric_uniform(key, std::sqrt(6.0F / static_cast<float>(fan_in)), kernel);
}
void he_normal(RandomKey key, int fan_in, int /*fan_out*/, std::span<float> kernel) {
  fill_truncated_normal(key, std::sqrt(2.0F / static_cast<float>(fan_in)), kernel);
}
void zeros(RandomKey /*key*/, int /*fan_in*/, int /*fan_out*/, std::span<float> kernel) {
  std::ranges::fill(kernel, 0.0F);
}

constexpr std::array kKinds = {
    InitializerKind{"glorot_uniform", glorot_uniform},
    InitializerKind{"glorot_normal", glorot_normal},
    InitializerKind{"he_uniform", he_uniform},
    InitializerKind{"he_normal", he_normal},
    InitializerKind{"zeros", zeros},
};

}  // namespace

std::span<const InitializerKind> initializer_kinds() { return kKinds; }

const InitializerKind* find_initializer(std::string_view name) {
  const auto* it = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

}  // namespace lab
