#include "nn/layers/max_pooling2d.h"

#include <algorithm>
#include <limits>

#include "core/vec.h"
#include "nn/layers/pooling.h"

namespace lab {
namespace {

constexpr int kLanes = 4;

/// Gives what is left of dL/d output to the pixel if it is the largest under the window. What has been given away
/// becomes zero, so that only the first of equal pixels gets it.
template <class F>
void give_gradient(F pixel, F largest, F& output_gradient, F& input_gradient) {
  const F given = pixel == largest ? output_gradient : F{};
  input_gradient += given;
  output_gradient -= given;
}

class MaxPooling2D final : public Pooling2D {
 public:
  using Pooling2D::Pooling2D;

  void forward(const ForwardPass& pass) const override {
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const float* __restrict x = sample_of(pass.input, sample);
      float* __restrict y = sample_of(pass.output, sample);
      std::fill_n(y, pass.output.rows(), std::numeric_limits<float>::lowest());
      for_each_pixel_under(window(), [&](int out, int in, int) {
        for (int c = 0; c < window().channels; ++c) y[out + c] = x[in + c] > y[out + c] ? x[in + c] : y[out + c];
      });
    }
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const float* __restrict x = sample_of(pass.input, sample);
      const float* __restrict y = sample_of(pass.output, sample);
      float* __restrict dy = sample_of(pass.output_gradient, sample);
      float* __restrict dx = sample_of(pass.input_gradient, sample);
      std::fill_n(dx, pass.input_gradient.rows(), 0.0F);
      const int channels = window().channels;
      for_each_pixel_under(window(), [&](int out, int in, int) {
        // In vectors, because compilers make branches of this, which no processor can predict.
        int c = 0;
        for (; c + kLanes <= channels; c += kLanes) {
          auto output_gradient = load<kLanes>(dy + out + c);
          auto input_gradient = load<kLanes>(dx + in + c);
          give_gradient(load<kLanes>(x + in + c), load<kLanes>(y + out + c), output_gradient, input_gradient);
          store<kLanes>(dy + out + c, output_gradient);
          store<kLanes>(dx + in + c, input_gradient);
        }
        for (; c < channels; ++c) give_gradient(x[in + c], y[out + c], dy[out + c], dx[in + c]);
      });
    }
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
