#pragma once

#include <cstddef>
#include <string>

namespace lab {

/// The shape of one sample: a flat vector of `channels` numbers, or a height x width x channels image,
/// channel last inside the column as Keras lays it out. The batch dimension is never part of it.
struct Shape {
  int height = 1;
  int width = 1;
  int channels = 0;
  bool is_flat = true;

  static Shape flat(int size) { return {1, 1, size, true}; }
  static Shape image(int height, int width, int channels) { return {height, width, channels, false}; }

  /// Numbers in one sample.
  [[nodiscard]] int size() const { return height * width * channels; }

  /// As Keras writes it, without the batch: "(784)" or "(28, 28, 1)".
  [[nodiscard]] std::string to_string() const {
    if (is_flat) return "(" + std::to_string(channels) + ")";
    return "(" + std::to_string(height) + ", " + std::to_string(width) + ", " + std::to_string(channels) + ")";
  }

  bool operator==(const Shape&) const = default;
};

}  // namespace lab
