#include "nn/layers/activation.h"

#include <array>

#include "nn/layer_settings.h"

namespace lab {
namespace {

class ActivationLayer final : public Layer {
 public:
  explicit ActivationLayer(const ActivationKind& activation) : activation_(activation) {}

  Result<LayerPlan> plan(const Shape& input) override {
    channels_ = input.channels;
    return LayerPlan{.output = input};
  }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    output = pass.input;
    activation_.apply(by_pixel(output));
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    input_gradient = pass.output_gradient;
    activation_.backpropagate({pass.output.data(), channels_, pass.output.size() / channels_},
                              by_pixel(input_gradient));
  }

 private:
  /// Softmax runs over channels, so each pixel is a column.
  [[nodiscard]] MatrixView by_pixel(MatrixView view) const { return {view.data(), channels_, view.size() / channels_}; }

  const ActivationKind& activation_;
  int channels_ = 1;
};

constexpr std::array kSettings = {LayerSetting{"activation", LayerSetting::Type::text, true}};

}  // namespace

std::span<const LayerSetting> activation_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_activation(const LayerSpec& spec) {
  const auto activation = activation_setting(spec);
  if (!activation) return activation.error();
  return std::unique_ptr<Layer>(std::make_unique<ActivationLayer>(**activation));
}

}  // namespace lab
