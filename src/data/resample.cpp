#include "data/resample.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace lab {
namespace {

std::uint8_t to_level(float value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F)); }

// The longest stretch of `have` that leaves `have` : `other` in the proportion `want` : `want_other`.
int part_of(int have, int other, int want, int want_other) {
  const auto fitting = static_cast<std::int64_t>(other) * want / want_other;
  return static_cast<int>(std::clamp<std::int64_t>(fitting, 1, have));
}

/// One row, resized horizontally: out[x] = the sum over kTaps pixels, channel by channel. Taps and channels are a
/// template's parameters where they are few, which is where images are small and many; 0 leaves them open.
template <std::size_t kTaps, std::size_t kChannels>
void narrow_row(const std::uint8_t* __restrict row, const std::size_t* __restrict firsts,
                const float* __restrict weights, std::size_t open_taps, std::size_t open_channels, std::size_t count,
                float* __restrict out) {
  const std::size_t taps = kTaps > 0 ? kTaps : open_taps;
  const std::size_t channels = kChannels > 0 ? kChannels : open_channels;
  for (std::size_t x = 0; x < count; ++x) {
    const std::uint8_t* const first = row + firsts[x] * channels;
    const float* const own = weights + x * taps;
    for (std::size_t c = 0; c < channels; ++c) {
      float sum = 0.0F;
      for (std::size_t k = 0; k < taps; ++k) sum += own[k] * static_cast<float>(first[k * channels + c]);
      out[x * channels + c] = sum;
    }
  }
}

/// sum += weight * row
void add_row(float weight, const float* __restrict row, std::size_t count, float* __restrict sum) {
  for (std::size_t i = 0; i < count; ++i) sum[i] += weight * row[i];
}

}  // namespace

// New pixel i covers [i, i + 1) * part / to of the old axis.
Resampler::Axis Resampler::plan_axis(int from, int offset, int part, int to) {
  const double scale = static_cast<double>(part) / to;
  std::vector<std::vector<float>> weights(static_cast<std::size_t>(to));
  Axis axis;
  for (int i = 0; i < to; ++i) {
    std::vector<float>& own = weights[static_cast<std::size_t>(i)];
    if (part > to) {
      const double begin = i * scale;
      const double end = std::min((i + 1) * scale, static_cast<double>(part));
      const int first = static_cast<int>(begin);
      axis.firsts.push_back(static_cast<std::size_t>(offset) + static_cast<std::size_t>(first));
      for (int k = first; k < end; ++k) {
        const double covered = std::min(end, k + 1.0) - std::max(begin, static_cast<double>(k));
        own.push_back(static_cast<float>(covered / (end - begin)));
      }
    } else {
      // Only what was cut out counts: at its edges the last pixel is repeated.
      const double centre = std::clamp((i + 0.5) * scale - 0.5, 0.0, part - 1.0);
      const int first = std::min(static_cast<int>(centre), std::max(part - 2, 0));
      const auto share = static_cast<float>(centre - first);
      axis.firsts.push_back(static_cast<std::size_t>(offset) + static_cast<std::size_t>(first));
      own = part > 1 ? std::vector<float>{1.0F - share, share} : std::vector<float>{1.0F};
    }
    axis.taps = std::max(axis.taps, own.size());
  }
  // All get the same number of taps; those of no weight lie inside the axis too.
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::size_t first = std::min(axis.firsts[i], static_cast<std::size_t>(from) - axis.taps);
    const auto shift = static_cast<std::ptrdiff_t>(axis.firsts[i] - first);
    axis.firsts[i] = first;
    axis.weights.resize(axis.weights.size() + axis.taps, 0.0F);
    std::ranges::copy(weights[i], axis.weights.end() - static_cast<std::ptrdiff_t>(axis.taps) + shift);
  }
  return axis;
}

Resampler::Resampler(const Shape& from, const Shape& to)
    : from_(from), to_(to), inner_channels_(static_cast<std::size_t>(std::min(from.channels, to.channels))) {
  assert(from.channels == 1 || from.channels == 3);
  assert(to.channels == 1 || to.channels == 3);
  const int height = part_of(from.height, from.width, to.height, to.width);
  const int width = part_of(from.width, from.height, to.width, to.height);
  rows_ = plan_axis(from.height, (from.height - height) / 2, height, to.height);
  columns_ = plan_axis(from.width, (from.width - width) / 2, width, to.width);
}

void Resampler::narrow_rows(const std::uint8_t* in, std::size_t first_row, std::size_t end_row,
                            std::vector<float>& narrow) const {
  const auto width = static_cast<std::size_t>(to_.width);
  const auto narrow_one = columns_.taps == 2 && inner_channels_ == 1 ? narrow_row<2, 1> : narrow_row<0, 0>;
  for (std::size_t y = first_row; y < end_row; ++y) {
    narrow_one(in + y * static_cast<std::size_t>(from_.width) * inner_channels_, columns_.firsts.data(),
               columns_.weights.data(), columns_.taps, inner_channels_, width,
               narrow.data() + y * width * inner_channels_);
  }
}

void Resampler::apply(std::span<const std::uint8_t> in, std::span<std::uint8_t> out, Scratch& scratch) const {
  assert(in.size() == static_cast<std::size_t>(from_.size()) && out.size() == static_cast<std::size_t>(to_.size()));
  if (from_.channels == 3 && to_.channels == 1) {
    scratch.grey.resize(in.size() / 3);
    for (std::size_t i = 0; i < scratch.grey.size(); ++i) {
      // The same weights in 1/256, so that grey levels in colour stay exactly what they are.
      const unsigned sum = 77U * in[3 * i] + 150U * in[3 * i + 1] + 29U * in[3 * i + 2];
      scratch.grey[i] = static_cast<std::uint8_t>(sum >> 8);
    }
    in = scratch.grey;
  }
  const std::size_t row = static_cast<std::size_t>(to_.width) * inner_channels_;
  scratch.narrow.resize(static_cast<std::size_t>(from_.height) * row);
  scratch.sum.resize(row);
  narrow_rows(in.data(), rows_.firsts.front(), rows_.firsts.back() + rows_.taps, scratch.narrow);
  std::uint8_t* to = out.data();
  const float* weight = rows_.weights.data();
  for (const std::size_t first : rows_.firsts) {
    float* const sum = scratch.sum.data();
    std::fill(sum, sum + row, 0.0F);
    const float* source = scratch.narrow.data() + first * row;
    for (std::size_t k = 0; k < rows_.taps; ++k, source += row) add_row(*weight++, source, row, sum);
    if (to_.channels == from_.channels || to_.channels == 1) {
      for (std::size_t i = 0; i < row; ++i) to[i] = to_level(sum[i]);
      to += row;
    } else {
      for (std::size_t i = 0; i < row; ++i, to += 3) to[0] = to[1] = to[2] = to_level(sum[i]);
    }
  }
}

}  // namespace lab
