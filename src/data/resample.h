#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/shape.h"

namespace lab {

/// Brings images of one shape to another: the largest part in the middle that has the new aspect ratio is cut out, grey
/// becomes colour or colour grey, and each axis is resized on its own, by averaging over areas where it shrinks and
/// linearly between pixel centres where it grows.
///
/// Grey is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), as stb_image and Pillow have it. Pixels are 8 bits,
/// channel last; results are rounded to the nearest level. Planned once for many images.
class Resampler {
 public:
  /// Both shapes are images of at least 1 x 1 pixels with 1 or 3 channels.
  Resampler(const Shape& from, const Shape& to);

  /// `in` holds from.size() bytes, `out` to.size(); they do not overlap. One thread at a time.
  void apply(std::span<const std::uint8_t> in, std::span<std::uint8_t> out);

 private:
  /// Which pixels along one axis make up a new one, and how much of each.
  struct Taps {
    std::size_t first = 0;
    std::vector<float> weights;
  };

  static std::vector<Taps> plan_axis(int from, int offset, int part, int to);

  Shape from_;
  Shape to_;
  std::vector<Taps> rows_;
  std::vector<Taps> columns_;
  std::size_t inner_channels_;
  std::vector<std::uint8_t> grey_;  // the picture in one channel, where colour becomes grey
  std::vector<float> narrow_;       // rows resized horizontally: from.height x to.width x inner_channels_
  std::vector<float> sum_;          // one new row
};

}  // namespace lab
