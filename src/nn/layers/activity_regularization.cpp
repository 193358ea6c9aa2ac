#include "nn/layers/activity_regularization.h"

#include <array>

#include "nn/layer_settings.h"

namespace lab {
namespace {

class ActivityRegularization final : public Layer {
 public:
  ActivityRegularization(float l1, float l2) : l1_(l1), l2_(l2) {}

  Result<LayerPlan> plan(const Shape& input) override { return LayerPlan{.output = input}; }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    output = pass.input;
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const auto x = pass.input.col(sample);
      pass.penalties[static_cast<std::size_t>(sample)] +=
          static_cast<double>(l1_ * x.cwiseAbs().sum() + l2_ * x.squaredNorm());
    }
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    const float scale = 1.0F / static_cast<float>(pass.step.batch);
    input_gradient.array() = pass.output_gradient.array() + (scale * l1_) * pass.input.array().sign() +
                             (2.0F * scale * l2_) * pass.input.array();
  }

 private:
  float l1_;
  float l2_;
};

constexpr std::array kSettings = {LayerSetting{"l1"}, LayerSetting{"l2"}};

}  // namespace

std::span<const LayerSetting> activity_regularization_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_activity_regularization(const LayerSpec& spec) {
  const auto l1 = number_setting(spec, "l1", 0.0F, 0.0F, 10.0F);
  if (!l1) return l1.error();
  const auto l2 = number_setting(spec, "l2", 0.0F, 0.0F, 10.0F);
  if (!l2) return l2.error();
  return std::unique_ptr<Layer>(std::make_unique<ActivityRegularization>(*l1, *l2));
}

}  // namespace lab
