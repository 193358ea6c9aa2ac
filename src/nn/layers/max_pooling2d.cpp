#include "nn/layers/max_pooling2d.h"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "core/vec.h"
#include "nn/layers/pooling.h"

namespace lab {
namespace {

/// A vector, or a single number.
template <class F>
F read(const float* from) {
  F values;
  __builtin_memcpy(&values, from, sizeof values);
  return values;
}
template <class F>
void write(float* to, F values) {
  __builtin_memcpy(to, &values, sizeof values);
}

/// Calls use.operator()<F>(c, height, width) for all channels of what lies under the window, as many as make up a
/// vector F at once as long as there are so many. In vectors, because compilers make branches of what the largest pixel
/// decides, which no processor can predict.
template <class Use>
void for_channels(int channels, const PixelsUnder& under, Use&& use) {
  const auto in_vectors = [&](auto height, auto width) {
    int c = 0;
    for (; c + kWidestLanes <= channels; c += kWidestLanes)
      use.template operator()<Vec<kWidestLanes>>(c, height, width);
    for (; c + 4 <= channels; c += 4) use.template operator()<Vec<4>>(c, height, width);
    for (; c < channels; ++c) use.template operator()<float>(c, height, width);
  };
  // Nearly all windows are of two by two, which compilers can unroll.
  constexpr std::integral_constant<int, 2> kTwo;
  if (under.height == 2 && under.width == 2) return in_vectors(kTwo, kTwo);
  in_vectors(under.height, under.width);
}

class MaxPooling2D final : public Pooling2D {
 public:
  using Pooling2D::Pooling2D;

  void forward(const ForwardPass& pass) const override {
    const int channels = window().channels;
    const int line = window().columns.in * channels;
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const float* __restrict x = sample_of(pass.input, sample);
      float* __restrict y = sample_of(pass.output, sample);
      for_each_position(window(), [&](const PixelsUnder& under) {
        for_channels(channels, under, [&]<class F>(int c, auto height, auto width) {
          F largest = splat<F>(std::numeric_limits<float>::lowest());
          for (int row = 0; row < height; ++row) {
            const float* const pixels = x + under.in + row * line + c;
            for (int column = 0; column < width; ++column) {
              const F pixel = read<F>(pixels + column * channels);
              largest = pixel > largest ? pixel : largest;
            }
          }
          write(y + under.out + c, largest);
        });
      });
    }
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    const auto covers = [](const Window& w) { return w.stride == w.size && w.out * w.size >= w.in; };
    const auto overlaps = [](const Window& w) { return w.stride < w.size; };
    const bool add = overlaps(window().rows) || overlaps(window().columns);
    const bool fill = add || !covers(window().rows) || !covers(window().columns);
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      float* const dx = sample_of(pass.input_gradient, sample);
      if (fill) std::fill_n(dx, pass.input_gradient.rows(), 0.0F);
      const float* const x = sample_of(pass.input, sample);
      const float* const y = sample_of(pass.output, sample);
      const float* const dy = sample_of(pass.output_gradient, sample);
      add ? give_gradients<true>(x, y, dy, dx) : give_gradients<false>(x, y, dy, dx);
    }
  }

 private:
  /// Gives dL/d output at each position to the first of the largest pixels under the window.
  template <bool kAdd>
  void give_gradients(const float* __restrict x, const float* __restrict y, const float* __restrict dy,
                      float* __restrict dx) const {
    const int channels = window().channels;
    const int line = window().columns.in * channels;
    for_each_position(window(), [&](const PixelsUnder& under) {
      for_channels(channels, under, [&]<class F>(int c, auto height, auto width) {
        const F largest = read<F>(y + under.out + c);
        F left = read<F>(dy + under.out + c);
        for (int row = 0; row < height; ++row) {
          const int first = under.in + row * line + c;
          for (int column = 0; column < width; ++column) {
            const int at = first + column * channels;
            const F given = read<F>(x + at) == largest ? left : F{};
            left -= given;
            write(dx + at, kAdd ? read<F>(dx + at) + given : given);
          }
        }
      });
    });
  }
};

}  // namespace

std::span<const LayerSetting> max_pooling2d_settings() { return pooling_setting_names(); }

Result<std::unique_ptr<Layer>> make_max_pooling2d(const LayerSpec& spec) {
  const auto settings = pooling_settings(spec);
  if (!settings) return settings.error();
  return std::unique_ptr<Layer>(std::make_unique<MaxPooling2D>(*settings));
}

}  // namespace lab
