#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/shape.h"

namespace lab {

/// Images kept as 8-bit (0 black .. 255 white), one after the other, channel last; widened to [0, 1] floats per batch.
struct ImageSet {
  Shape shape = Shape::image(28, 28, 1);
  std::vector<std::uint8_t> pixels;  ///< size() * shape.size()
  std::vector<std::uint8_t> labels;  ///< one class per image, or empty where there are none

  [[nodiscard]] int size() const { return static_cast<int>(pixels.size() / static_cast<std::size_t>(shape.size())); }
  [[nodiscard]] std::span<const std::uint8_t> image(int index) const {
    const auto n = static_cast<std::size_t>(shape.size());
    return {pixels.data() + static_cast<std::size_t>(index) * n, n};
  }
};

/// What an experiment trains on and is judged by. Immutable once made, so threads share it by pointer.
struct Dataset {
  std::string name;  ///< for people: "Built-in digits", "MNIST files"
  ImageSet train;
  ImageSet test;
  std::vector<std::string> class_names = {};  ///< what the labels stand for, for people; empty where nobody said
  int generated = 0;  ///< training images that were drawn (data/drawn_set.h), so that they can be drawn again; or 0
  int to_come = 0;    ///< these are the first images of a set that will have so many for training; 0: they are all
  /// Sentences about what became of the files: what was left out, what is used for what.
  std::vector<std::string> notes = {};
  bool light_paper = false;  ///< read from files, and dark on light
  bool inverted = false;     ///< light for dark, see invert()
};
using DatasetPtr = std::shared_ptr<const Dataset>;

/// What the images and labels take.
[[nodiscard]] inline std::int64_t memory_bytes(const Dataset& data) {
  const auto bytes = [](const ImageSet& set) { return set.pixels.capacity() + set.labels.capacity(); };
  return static_cast<std::int64_t>(bytes(data.train) + bytes(data.test));
}

}  // namespace lab
