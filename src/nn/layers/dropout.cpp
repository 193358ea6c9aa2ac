#include "nn/layers/dropout.h"

#include <array>

#include "nn/layer_settings.h"

namespace lab {
namespace {

class Dropout final : public Layer {
 public:
  explicit Dropout(float rate) : rate_(rate) {}

  Result<LayerPlan> plan(const Shape& input) override { return LayerPlan{.output = input}; }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    drop(pass.step, pass.first, pass.input, output);
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    const MatrixView gradient = pass.output_gradient;
    drop(pass.step, pass.first, {gradient.data(), gradient.rows(), gradient.cols()}, input_gradient);
  }

 private:
  /// The same numbers fall out going up and coming down, because they are drawn from the same counters.
  void drop(const StepContext& step, int first, const ConstMatrixView& in, MatrixView out) const {
    const float keep = step.training ? 1.0F / (1.0F - rate_) : 1.0F;
    const std::int32_t limit = step.training ? chance(rate_) : 0;
    const auto counter = static_cast<std::uint32_t>(first) * static_cast<std::uint32_t>(in.rows());
    change_at_random(
        step.random, counter, in.data(), {out.data(), static_cast<std::size_t>(in.size())},
        [=]<class F>(F x, BitsOf<F> bits) { return select(happens<F>(bits, limit), F{}, splat<F>(keep) * x); });
  }

  float rate_;
};

constexpr std::array kSettings = {LayerSetting{"rate", LayerSetting::Type::number, true}};

}  // namespace

std::span<const LayerSetting> dropout_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_dropout(const LayerSpec& spec) {
  const auto rate = number_setting(spec, "rate", 0.0F, 0.0F, 0.99F);
  if (!rate) return rate.error();
  return std::unique_ptr<Layer>(std::make_unique<Dropout>(*rate));
}

}  // namespace lab
