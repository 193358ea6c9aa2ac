#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "core/random.h"
#include "data/image_set.h"
#include "data/png.h"
#include "data/resample.h"

namespace lab_test {

/// A digit photographed: where it stands on the paper, what light falls on that, and what else is to be seen.
struct Scene {
  int width = 320, height = 240;
  int size = 140;                        ///< pixels of the 28 of the digit's image
  int left = 90, top = 50;               ///< of that image
  float paper = 0.85F, ink = 0.2F;       ///< how much of the light they throw back
  float light_x = 0.0F, light_y = 0.0F;  ///< how much brighter the right and the lower edge are: -0.5 to 0.5
  float noise = 0.0F;                    ///< of the camera: the most that a level differs
  int frame = 0;                         ///< pixels of a dark (or, on dark paper, light) frame
  bool colour = false;
};

inline lab::Picture photograph(std::span<const std::uint8_t> digit, const Scene& scene) {
  const auto side = static_cast<std::size_t>(scene.size);
  std::vector<std::uint8_t> large(side * side);
  lab::Resampler(lab::Shape::image(28, 28, 1), lab::Shape::image(scene.size, scene.size, 1)).apply(digit, large);
  lab::Picture photo{scene.width, scene.height, scene.colour ? 3 : 1, {}};
  const lab::RandomKey key = lab::random_key(7, lab::Stream::noise);
  std::uint32_t pixel = 0;
  for (int y = 0; y < scene.height; ++y) {
    for (int x = 0; x < scene.width; ++x) {
      const int dx = x - scene.left;
      const int dy = y - scene.top;
      float ink = 0.0F;
      if (dx >= 0 && dy >= 0 && dx < scene.size && dy < scene.size)
        ink = static_cast<float>(large[static_cast<std::size_t>(dy) * side + static_cast<std::size_t>(dx)]) / 255.0F;
      const bool framed = std::min({x, y, scene.width - 1 - x, scene.height - 1 - y}) < scene.frame;
      if (framed) ink = 1.0F;
      const float right = static_cast<float>(x) / static_cast<float>(scene.width) - 0.5F;
      const float down = static_cast<float>(y) / static_cast<float>(scene.height) - 0.5F;
      const float light = 1.0F + 2.0F * (scene.light_x * right + scene.light_y * down);
      const auto bits = static_cast<float>(lab::random_bits(key, pixel++) % 2001) / 1000.0F - 1.0F;
      const float back = scene.paper + (scene.ink - scene.paper) * ink;
      const float level = std::clamp(255.0F * back * light + scene.noise * bits, 0.0F, 255.0F);
      for (int c = 0; c < photo.channels; ++c) photo.pixels.push_back(static_cast<std::uint8_t>(level));
    }
  }
  return photo;
}

/// Pearson's correlation of two images of equal size.
inline double correlation(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  double mean_a = 0.0;
  double mean_b = 0.0;
  const auto count = static_cast<double>(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    mean_a += a[i] / count;
    mean_b += b[i] / count;
  }
  double ab = 0.0;
  double aa = 0.0;
  double bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return ab / std::sqrt(aa * bb + 1e-12);
}

/// The same with the second moved by up to a pixel, as it agrees best: where a digit's centre of mass lies between two
/// pixels, it may be placed at either.
inline double placed_correlation(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  double best = -1.0;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      std::vector<std::uint8_t> moved(784, 0);
      for (int y = 1; y < 27; ++y) {
        for (int x = 1; x < 27; ++x)
          moved[static_cast<std::size_t>((y + dy) * 28 + x + dx)] = b[static_cast<std::size_t>(y * 28 + x)];
      }
      best = std::max(best, correlation(a, moved));
    }
  }
  return best;
}

}  // namespace lab_test
