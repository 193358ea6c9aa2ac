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

}  // namespace

// New pixel i covers [i, i + 1) * part / to of the old axis.
std::vector<Resampler::Taps> Resampler::plan_axis(int from, int offset, int part, int to) {
  std::vector<Taps> axis(static_cast<std::size_t>(to));
  const double scale = static_cast<double>(part) / to;
  for (int i = 0; i < to; ++i) {
    Taps& taps = axis[static_cast<std::size_t>(i)];
    if (part > to) {
      const double begin = i * scale;
      const double end = std::min((i + 1) * scale, static_cast<double>(part));
      const int first = static_cast<int>(begin);
      taps.first = static_cast<std::size_t>(offset) + static_cast<std::size_t>(first);
      for (int k = first; k < end; ++k) {
        const double covered = std::min(end, k + 1.0) - std::max(begin, static_cast<double>(k));
        taps.weights.push_back(static_cast<float>(covered / (end - begin)));
      }
    } else {
      // Only what was cut out counts: at its edges the last pixel is repeated.
      const double centre = std::clamp((i + 0.5) * scale - 0.5, 0.0, part - 1.0);
      const int first = std::min(static_cast<int>(centre), std::max(part - 2, 0));
      const auto share = static_cast<float>(centre - first);
      taps.first = static_cast<std::size_t>(offset) + static_cast<std::size_t>(first);
      taps.weights = part > 1 ? std::vector<float>{1.0F - share, share} : std::vector<float>{1.0F};
    }
    assert(taps.first + taps.weights.size() <= static_cast<std::size_t>(from));
  }
  (void)from;
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
  const std::size_t row = static_cast<std::size_t>(to.width) * inner_channels_;
  narrow_.resize(static_cast<std::size_t>(from.height) * row);
  sum_.resize(row);
}

void Resampler::apply(std::span<const std::uint8_t> in, std::span<std::uint8_t> out) {
  assert(in.size() == static_cast<std::size_t>(from_.size()) && out.size() == static_cast<std::size_t>(to_.size()));
  const std::size_t channels = inner_channels_;
  if (from_.channels == 3 && to_.channels == 1) {
    grey_.resize(in.size() / 3);
    for (std::size_t i = 0; i < grey_.size(); ++i) {
      // The same weights in 1/256, so that grey levels in colour stay exactly what they are.
      const unsigned sum = 77U * in[3 * i] + 150U * in[3 * i + 1] + 29U * in[3 * i + 2];
      grey_[i] = static_cast<std::uint8_t>(sum >> 8);
    }
    in = grey_;
  }
  const std::size_t row = sum_.size();
  const std::size_t first_row = rows_.front().first;
  const std::size_t end_row = rows_.back().first + rows_.back().weights.size();
  for (std::size_t y = first_row; y < end_row; ++y) {
    const std::uint8_t* const source = in.data() + y * static_cast<std::size_t>(from_.width) * channels;
    float* to = narrow_.data() + y * row;
    for (const Taps& taps : columns_) {
      for (std::size_t c = 0; c < channels; ++c) {
        const std::uint8_t* pixel = source + taps.first * channels + c;
        float sum = 0.0F;
        for (const float weight : taps.weights) {
          sum += weight * static_cast<float>(*pixel);
          pixel += channels;
        }
        *to++ = sum;
      }
    }
  }
  std::uint8_t* to = out.data();
  for (const Taps& taps : rows_) {
    std::fill(sum_.begin(), sum_.end(), 0.0F);
    const float* source = narrow_.data() + taps.first * row;
    for (const float weight : taps.weights) {
      for (std::size_t i = 0; i < row; ++i) sum_[i] += weight * source[i];
      source += row;
    }
    const bool spread = to_.channels > from_.channels;
    for (const float value : sum_) {
      *to++ = to_level(value);
      if (spread) {
        to[0] = to[1] = to[-1];
        to += 2;
      }
    }
  }
}

}  // namespace lab
