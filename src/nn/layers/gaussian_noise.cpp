#include "nn/layers/gaussian_noise.h"

#include <array>

#include "nn/layer_settings.h"

namespace lab {
namespace {

class GaussianNoise final : public Layer {
 public:
  explicit GaussianNoise(float stddev) : stddev_(stddev) {}

  Result<LayerPlan> plan(const Shape& input) override { return LayerPlan{.output = input}; }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    if (!pass.step.training) {
      output = pass.input;
      return;
    }
    for (Eigen::Index i = 0; i < output.cols(); ++i) {
      fill_normal(sample_key(pass.step.random, pass.first + static_cast<int>(i)),
                  {sample_of(output, i), static_cast<std::size_t>(output.rows())});
    }
    output = pass.input + stddev_ * output;
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    input_gradient = pass.output_gradient;
  }

 private:
  float stddev_;
};

constexpr std::array kSettings = {LayerSetting{"stddev", LayerSetting::Type::number, true}};

}  // namespace

std::span<const LayerSetting> gaussian_noise_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_gaussian_noise(const LayerSpec& spec) {
  const auto stddev = number_setting(spec, "stddev", 0.0F, 0.0F, 10.0F);
  if (!stddev) return stddev.error();
  return std::unique_ptr<Layer>(std::make_unique<GaussianNoise>(*stddev));
}

}  // namespace lab
