#include "nn/layers/resampling.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr int kMaxPixels = 1024;

}  // namespace

Result<Interpolation> interpolation_setting(const LayerSpec& spec, Interpolation fallback) {
  if (!spec.has("interpolation")) return fallback;
  const std::string name = spec.text("interpolation", "");
  if (name == "nearest") return Interpolation::nearest;
  if (name == "bilinear") return Interpolation::bilinear;
  return Error{"\"interpolation\" must be nearest or bilinear."};
}

std::vector<Resampling::Tap> Resampling::taps(int in, int out) const {
  std::vector<Tap> taps(static_cast<std::size_t>(out));
  const double scale = static_cast<double>(in) / out;
  for (int i = 0; i < out; ++i) {
    Tap& tap = taps[static_cast<std::size_t>(i)];
    if (interpolation_ == Interpolation::nearest) {
      tap.low = tap.high = std::min(in - 1, static_cast<int>(std::floor((i + 0.5) * scale)));
      continue;
    }
    const double at = std::clamp((i + 0.5) * scale - 0.5, 0.0, in - 1.0);
    tap.low = static_cast<int>(at);
    tap.high = std::min(in - 1, tap.low + 1);
    tap.weight = static_cast<float>(at - tap.low);
  }
  return taps;
}

Result<LayerPlan> Resampling::plan(const Shape& input) {
  if (input.is_flat) return Error{"it needs an image, but its input is " + input.to_string() + "."};
  const int height = is_factor_ ? input.height * size_.height : size_.height;
  const int width = is_factor_ ? input.width * size_.width : size_.width;
  if (height > kMaxPixels || width > kMaxPixels) {
    return Error{"it would make images larger than " + std::to_string(kMaxPixels) + " pixels."};
  }
  input_ = input;
  rows_ = taps(input.height, height);
  columns_ = taps(input.width, width);
  return LayerPlan{.output = Shape::image(height, width, input.channels)};
}

Extent Resampling::repeats() const {
  const int height = static_cast<int>(rows_.size());
  const int width = static_cast<int>(columns_.size());
  const bool whole = height % input_.height == 0 && width % input_.width == 0;
  return whole && interpolation_ == Interpolation::nearest ? Extent{height / input_.height, width / input_.width}
                                                           : Extent{};
}

void Resampling::forward(const ForwardPass& pass) const {
  const int channels = input_.channels;
  const auto pixel = [&](int row, int column) { return (row * input_.width + column) * channels; };
  for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
    const float* __restrict x = sample_of(pass.input, sample);
    float* __restrict y = sample_of(pass.output, sample);
    for (const Tap& row : rows_) {
      for (const Tap& column : columns_) {
        if (interpolation_ == Interpolation::nearest) {
          std::copy_n(x + pixel(row.low, column.low), channels, y);
        } else {
          const float* const top_left = x + pixel(row.low, column.low);
          const float* const top_right = x + pixel(row.low, column.high);
          const float* const bottom_left = x + pixel(row.high, column.low);
          const float* const bottom_right = x + pixel(row.high, column.high);
          for (int c = 0; c < channels; ++c) {
            const float top = top_left[c] + column.weight * (top_right[c] - top_left[c]);
            const float bottom = bottom_left[c] + column.weight * (bottom_right[c] - bottom_left[c]);
            y[c] = top + row.weight * (bottom - top);
          }
        }
        y += channels;
      }
    }
  }
}

void Resampling::backward(const BackwardPass& pass) const {
  if (pass.input_gradient.cols() == 0) return;
  const int channels = input_.channels;
  for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
    const float* __restrict dy = sample_of(pass.output_gradient, sample);
    float* const dx = sample_of(pass.input_gradient, sample);
    std::fill_n(dx, pass.input_gradient.rows(), 0.0F);
    const auto add = [&](int row, int column, float weight) {
      if (weight == 0.0F) return;
      float* const to = dx + (row * input_.width + column) * channels;
      for (int c = 0; c < channels; ++c) to[c] += weight * dy[c];
    };
    for (const Tap& row : rows_) {
      for (const Tap& column : columns_) {
        add(row.low, column.low, (1.0F - row.weight) * (1.0F - column.weight));
        add(row.low, column.high, (1.0F - row.weight) * column.weight);
        add(row.high, column.low, row.weight * (1.0F - column.weight));
        add(row.high, column.high, row.weight * column.weight);
        dy += channels;
      }
    }
  }
}

}  // namespace lab
