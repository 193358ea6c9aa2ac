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
/// channel last; results are rounded to the nearest level. Planned once for many images, and then the same for all
/// threads.
class Resampler {
 public:
  /// What one thread works with, for any number of resamplers; grows to the size of the largest.
  struct Scratch {
    std::vector<std::uint8_t> grey;  // the picture in one channel, where colour becomes grey
    std::vector<float> narrow;       // rows resized horizontally: from.height x to.width x channels
    std::vector<float> sum;          // one new row
  };

  /// Both shapes are images of at least 1 x 1 pixels with 1 or 3 channels.
  Resampler(const Shape& from, const Shape& to);

  /// `in` holds from.size() bytes, `out` to.size(); they do not overlap.
  void apply(std::span<const std::uint8_t> in, std::span<std::uint8_t> out, Scratch& scratch) const;

  /// The same for whoever has only a few.
  void apply(std::span<const std::uint8_t> in, std::span<std::uint8_t> out) const {
    Scratch scratch;
    apply(in, out, scratch);
  }

 private:
  /// Which pixels along one axis make up each new one: `taps` of them from firsts[i] on, of which weights[i * taps + k]
  /// says how much counts (nothing, where a new pixel needs fewer).
  struct Axis {
    std::size_t taps = 0;
    std::vector<std::size_t> firsts;
    std::vector<float> weights;
  };

  static Axis plan_axis(int from, int offset, int part, int to);
  void narrow_rows(const std::uint8_t* in, std::size_t first_row, std::size_t end_row,
                   std::vector<float>& narrow) const;

  Shape from_;
  Shape to_;
  Axis rows_;
  Axis columns_;
  std::size_t inner_channels_;
};

}  // namespace lab
