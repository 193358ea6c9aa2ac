#include "nn/layers/average_pooling2d.h"

#include <algorithm>

#include "nn/layers/pooling.h"

namespace lab {
namespace {

class AveragePooling2D final : public Pooling2D {
 public:
  using Pooling2D::Pooling2D;

  void forward(const ForwardPass& pass) const override {
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const float* __restrict x = sample_of(pass.input, sample);
      float* __restrict y = sample_of(pass.output, sample);
      std::fill_n(y, pass.output.rows(), 0.0F);
      for_each_pixel_under(window(), [&](int out, int in, int inside) {
        const float share = 1.0F / static_cast<float>(inside);
        for (int c = 0; c < window().channels; ++c) y[out + c] += share * x[in + c];
      });
    }
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const float* __restrict dy = sample_of(pass.output_gradient, sample);
      float* __restrict dx = sample_of(pass.input_gradient, sample);
      std::fill_n(dx, pass.input_gradient.rows(), 0.0F);
      for_each_pixel_under(window(), [&](int out, int in, int inside) {
        const float share = 1.0F / static_cast<float>(inside);
        for (int c = 0; c < window().channels; ++c) dx[in + c] += share * dy[out + c];
      });
    }
  }
};

}  // namespace

std::span<const LayerSetting> average_pooling2d_settings() { return pooling_setting_names(); }

Result<std::unique_ptr<Layer>> make_average_pooling2d(const LayerSpec& spec) {
  const auto settings = pooling_settings(spec);
  if (!settings) return settings.error();
  return std::unique_ptr<Layer>(std::make_unique<AveragePooling2D>(*settings));
}

}  // namespace lab
