#pragma once

#include <cstddef>
#include <cstdint>

#include "core/random.h"
#include "data/image_set.h"

namespace lab_bench {

/// Random images, mostly black like digits, of ten classes.
inline lab::ImageSet random_images(const lab::Shape& shape, int count) {
  lab::ImageSet set{.shape = shape, .pixels = {}, .labels = {}};
  const auto pixels = static_cast<std::size_t>(shape.size()) * static_cast<std::size_t>(count);
  set.pixels.resize(pixels);
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint32_t bits = lab::random_bits({1, 2}, static_cast<std::uint32_t>(i));
    set.pixels[i] = static_cast<std::uint8_t>(bits % 5 == 0 ? bits >> 24 : 0);
  }
  for (int i = 0; i < count; ++i) set.labels.push_back(static_cast<std::uint8_t>(i % 10));
  return set;
}

}  // namespace lab_bench
