#include "data/noise/speckle.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace lab {

void add_speckle_noise(float level, const PixelRange& range, RandomKey key, std::span<float> pixels) {
  // Not by change_by_normal(), which would be in the program once more. In pieces that stay in the first-level cache,
  // so images of any size need no heap.
  constexpr std::size_t kPiece = 32UL * kNormalBlock;
  float normal[kPiece];
  for (std::size_t first = 0; first < pixels.size(); first += kPiece) {
    const std::size_t n = std::min(kPiece, pixels.size() - first);
    fill_normal(key, {normal, n}, static_cast<std::uint32_t>(first));
    float* const x = pixels.data() + first;
    for (std::size_t i = 0; i < n; ++i) x[i] = range.clamp(x[i] + level * x[i] * normal[i]);
  }
}

}  // namespace lab
