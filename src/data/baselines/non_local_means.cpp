#include "data/baselines/non_local_means.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/vec_math.h"
#include "data/baselines/border.h"

namespace lab {
namespace {

constexpr int kSearch = 5;  // the search window reaches this far to each side
constexpr int kPatch = 2;   // and a patch this far
constexpr std::size_t kPatchSize = 2 * kPatch + 1;

/// The image with a reflected margin, one plane per channel, so that every loop runs over neighbours in memory.
struct Padded {
  static constexpr std::size_t kMargin = kSearch + kPatch;

  Padded(const Extent& size, std::span<const float> image)
      : width(size.width + 2 * kMargin), plane((size.height + 2 * kMargin) * width), pixels(size.channels * plane) {
    const auto margin = static_cast<std::ptrdiff_t>(kMargin);
    float* to = pixels.data();
    for (std::size_t c = 0; c < size.channels; ++c) {
      for (std::ptrdiff_t y = -margin; y < static_cast<std::ptrdiff_t>(size.height) + margin; ++y) {
        const auto row = static_cast<std::size_t>(reflected(y, static_cast<std::ptrdiff_t>(size.height))) * size.width;
        for (std::ptrdiff_t x = -margin; x < static_cast<std::ptrdiff_t>(size.width) + margin; ++x) {
          const auto column = static_cast<std::size_t>(reflected(x, static_cast<std::ptrdiff_t>(size.width)));
          *to++ = image[(row + column) * size.channels + c];
        }
      }
    }
  }

  std::size_t width, plane;
  std::vector<float> pixels;
};

/// Squared differences between the image and itself shifted, then their sums over patches.
class PatchDistances {
 public:
  PatchDistances(const Extent& size, const Padded& image)
      : size_(size),
        image_(image),
        width_(size.width + 2 * kPatch),
        squares_((size.height + 2 * kPatch) * width_),
        rows_(width_),
        sums_(size.height * size.width) {}

  /// Sums over the patches of all channels for the shift by (dy, dx), one per pixel.
  const std::vector<float>& compute(std::ptrdiff_t dy, std::ptrdiff_t dx) {
    const std::size_t height = size_.height + 2 * kPatch;
    const std::ptrdiff_t shift = dy * static_cast<std::ptrdiff_t>(image_.width) + dx;
    std::fill(squares_.begin(), squares_.end(), 0.0F);
    for (std::size_t c = 0; c < size_.channels; ++c) {
      for (std::size_t y = 0; y < height; ++y) {
        const float* const here = image_.pixels.data() + c * image_.plane + (y + kSearch) * image_.width + kSearch;
        const float* const there = here + shift;
        float* const to = squares_.data() + y * width_;
        for (std::size_t x = 0; x < width_; ++x) {
          const float d = here[x] - there[x];
          to[x] += d * d;
        }
      }
    }
    for (std::size_t y = 0; y < size_.height; ++y) {
      const float* const from = squares_.data() + y * width_;
      for (std::size_t x = 0; x < width_; ++x) {
        rows_[x] = from[x] + from[x + width_] + from[x + 2 * width_] + from[x + 3 * width_] + from[x + 4 * width_];
      }
      float* const to = sums_.data() + y * size_.width;
      for (std::size_t x = 0; x < size_.width; ++x) {
        to[x] = rows_[x] + rows_[x + 1] + rows_[x + 2] + rows_[x + 3] + rows_[x + 4];
      }
    }
    return sums_;
  }
  static_assert(kPatchSize == 5, "the sums above are written out for it");

 private:
  Extent size_;
  const Padded& image_;
  std::size_t width_;
  std::vector<float> squares_, rows_, sums_;
};

class NonLocalMeans : public Baseline {
 public:
  void apply(const Shape& shape, std::span<const float> noisy, float strength, std::span<float> out) const override {
    if (!(strength > 0.0F)) {
      std::copy(noisy.begin(), noisy.end(), out.begin());
      return;
    }
    const Extent size(shape);
    const std::size_t pixels = size.height * size.width;
    const Padded image(size, noisy);
    PatchDistances distances(size, image);
    const float scale = -1.0F / (strength * strength * static_cast<float>(kPatchSize * kPatchSize * size.channels));

    std::vector<float> weights(pixels);
    std::vector<float> total(pixels);
    std::vector<float> largest(pixels);
    std::vector<float> sum(pixels * size.channels);
    const auto add = [&](std::ptrdiff_t shift) {
      for (std::size_t c = 0; c < size.channels; ++c) {
        for (std::size_t y = 0; y < size.height; ++y) {
          const float* const from =
              image.pixels.data() + c * image.plane + (y + Padded::kMargin) * image.width + Padded::kMargin + shift;
          const float* const weight = weights.data() + y * size.width;
          float* const to = sum.data() + c * pixels + y * size.width;
          for (std::size_t x = 0; x < size.width; ++x) to[x] += weight[x] * from[x];
        }
      }
    };
    for (std::ptrdiff_t dy = -kSearch; dy <= kSearch; ++dy) {
      for (std::ptrdiff_t dx = -kSearch; dx <= kSearch; ++dx) {
        if (dy == 0 && dx == 0) continue;
        const float* const distance = distances.compute(dy, dx).data();
        for (std::size_t i = 0; i < pixels; ++i) {
          const float w = fast_exp(scale * distance[i]);
          weights[i] = w;
          total[i] += w;
          largest[i] = largest[i] < w ? w : largest[i];
        }
        add(dy * static_cast<std::ptrdiff_t>(image.width) + dx);
      }
    }
    // The pixel itself comes last: compared with itself it would win over all the others.
    // A pixel that nothing resembles keeps its value: all other weights have then ended at the least fast_exp() gives.
    constexpr float kLeast = 1e-20F;
    for (std::size_t i = 0; i < pixels; ++i) {
      weights[i] = largest[i] < kLeast ? kLeast : largest[i];
      total[i] += weights[i];
    }
    add(0);
    for (std::size_t c = 0; c < size.channels; ++c) {
      for (std::size_t i = 0; i < pixels; ++i) out[i * size.channels + c] = sum[c * pixels + i] / total[i];
    }
  }
};

}  // namespace

std::unique_ptr<const Baseline> fit_non_local_means(const ImageSet& /*clean*/) {
  return std::make_unique<NonLocalMeans>();
}

}  // namespace lab
