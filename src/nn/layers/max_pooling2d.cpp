#include "nn/layers/max_pooling2d.h"

#include <algorithm>
#include <limits>

#include "nn/layers/pooling.h"

namespace lab {
namespace {

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
      // A gradient that has been given away is set to zero, so that only the first of equal pixels gets it.
      for_each_pixel_under(window(), [&](int out, int in, int) {
        for (int c = 0; c < window().channels; ++c) {
          const float given = x[in + c] == y[out + c] ? dy[out + c] : 0.0F;
          dx[in + c] += given;
          dy[out + c] -= given;
        }
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
