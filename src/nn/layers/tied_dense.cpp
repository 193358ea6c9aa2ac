#include "nn/layers/tied_dense.h"

#include <algorithm>
#include <array>

#include "nn/layer_settings.h"
#include "nn/products.h"

namespace lab {
namespace {

constexpr int kMaxLayers = 1000;

class TiedDense final : public Layer {
 public:
  TiedDense(int tied_to, const ActivationKind& activation) : tied_to_(tied_to), activation_(activation) {}

  [[nodiscard]] int tied_to() const override { return tied_to_; }

  Status tie(const Shape& owner_input, const LayerPlan& owner) override {
    const bool is_dense = owner.gradient_by == GradientBy::block && owner.parameters.size() == 2 &&
                          owner.parameters.front().name == "kernel";
    if (!is_dense) return Error{"it can be tied only to a Dense layer."};
    outputs_ = owner_input.size();
    inputs_ = owner.output.size();
    blocks_ = owner.gradient_blocks;
    return {};
  }

  Result<LayerPlan> plan(const Shape& input) override {
    if (input.size() != inputs_) {
      return Error{"its input is " + input.to_string() + ", but the layer it is tied to makes (" +
                   std::to_string(inputs_) + ")."};
    }
    LayerPlan plan;
    plan.output = Shape::flat(outputs_);
    plan.parameters = {{"bias", {outputs_}, 0, outputs_}};
    plan.gradient_blocks = {{0, outputs_}};
    return plan;
  }

  void initialize(RandomKey /*key*/, std::span<float> parameters) const override {
    std::ranges::fill(parameters, 0.0F);
  }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    multiply_left_transposed(kernel(pass.tied_parameters), pass.input, output);
    output.colwise() += ConstVectorView(pass.parameters.data(), outputs_);
    activation_.apply(output);
  }

  void backward(const BackwardPass& pass) const override {
    activation_.backpropagate(pass.output, pass.output_gradient);
    if (pass.input_gradient.cols() == 0) return;
    multiply(kernel(pass.tied_parameters), pass.output_gradient, pass.input_gradient);
  }

  void gradient(const GradientPass& pass) const override {
    sum_columns(pass.output_gradient, false, VectorView(pass.gradient.data(), outputs_));
  }

  void add_tied_gradient(const GradientPass& pass) const override {
    const GradientBlock& block = blocks_[static_cast<std::size_t>(pass.block)];
    const int first_row = block.offset / inputs_;
    const int rows = std::min(block.size / inputs_, outputs_ - first_row);  // the last block has the bias too
    MatrixView kernel_gradient(pass.gradient.data(), inputs_, rows);
    add_right_transposed(pass.input, pass.output_gradient.middleRows(first_row, rows), kernel_gradient);
  }

 private:
  /// The owner's row-major (outputs, inputs) kernel, read as its column-major transpose.
  [[nodiscard]] ConstMatrixView kernel(std::span<const float> parameters) const {
    return {parameters.data(), inputs_, outputs_};
  }

  int tied_to_;
  const ActivationKind& activation_;
  int inputs_ = 0;
  int outputs_ = 0;
  std::vector<GradientBlock> blocks_;
};

constexpr std::array kSettings = {
    LayerSetting{"tied_to", LayerSetting::Type::number, true},
    LayerSetting{"activation", LayerSetting::Type::text},
};

}  // namespace

std::span<const LayerSetting> tied_dense_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_tied_dense(const LayerSpec& spec) {
  const auto tied_to = count_setting(spec, "tied_to", 0, 0, kMaxLayers);
  if (!tied_to) return tied_to.error();
  const auto activation = activation_setting(spec);
  if (!activation) return activation.error();
  return std::unique_ptr<Layer>(std::make_unique<TiedDense>(*tied_to, **activation));
}

}  // namespace lab
