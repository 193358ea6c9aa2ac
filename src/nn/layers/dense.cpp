#include "nn/layers/dense.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "nn/activations.h"
#include "nn/initializers.h"

namespace lab {
namespace {

constexpr int kMaxUnits = 8192;
// Parameters per gradient block: small enough that two threads share a small layer evenly, large enough for a product
// to run at full speed.
constexpr int kBlockParameters = 8192;

class Dense final : public Layer {
 public:
  Dense(int units, const ActivationKind& activation, const InitializerKind& initializer, float l2)
      : units_(units), activation_(activation), initializer_(initializer), l2_(l2) {}

  Result<LayerPlan> plan(const Shape& input) override {
    inputs_ = input.size();
    const int kernel_size = inputs_ * units_;
    LayerPlan plan;
    plan.output = Shape::flat(units_);
    plan.parameters = {{"kernel", {inputs_, units_}, 0, kernel_size, l2_},
                       {"bias", {units_}, kernel_size, units_, 0.0F}};

    // Blocks are whole input rows of the kernel; the last one takes the bias along.
    rows_per_block_ = std::clamp(kBlockParameters / units_, std::min(8, inputs_), inputs_);
    for (int row = 0; row < inputs_; row += rows_per_block_) {
      const bool last = row + rows_per_block_ >= inputs_;
      const int end = last ? kernel_size + units_ : (row + rows_per_block_) * units_;
      plan.gradient_blocks.push_back({row * units_, end - row * units_});
    }
    return plan;
  }

  void initialize(RandomKey key, std::span<float> parameters) const override {
    const auto kernel_size = static_cast<std::size_t>(inputs_) * static_cast<std::size_t>(units_);
    initializer_.fill(key, inputs_, units_, parameters.first(kernel_size));
    std::ranges::fill(parameters.subspan(kernel_size), 0.0F);
  }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    output.noalias() = kernel(pass.parameters) * pass.input;
    output.colwise() += ConstVectorView(pass.parameters.data() + inputs_ * units_, units_);
    activation_.apply(output);
  }

  void backward(const BackwardPass& pass) const override {
    activation_.backpropagate(pass.output, pass.output_gradient);
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    input_gradient.noalias() = kernel(pass.parameters).transpose() * pass.output_gradient;
  }

  void gradient(const GradientPass& pass) const override {
    const int first_row = pass.block * rows_per_block_;
    const int rows = std::min(rows_per_block_, inputs_ - first_row);
    MatrixView kernel_gradient(pass.gradient.data(), units_, rows);
    kernel_gradient.noalias() = pass.output_gradient * pass.input.middleRows(first_row, rows).transpose();
    if (first_row + rows == inputs_) {
      VectorView(pass.gradient.data() + rows * units_, units_) = pass.output_gradient.rowwise().sum();
    }
  }

 private:
  /// Keras's row-major (inputs, units) kernel, read as its column-major transpose.
  [[nodiscard]] ConstMatrixView kernel(std::span<const float> parameters) const {
    return {parameters.data(), units_, inputs_};
  }

  int units_;
  const ActivationKind& activation_;
  const InitializerKind& initializer_;
  float l2_;
  int inputs_ = 0;
  int rows_per_block_ = 1;
};

constexpr std::array kSettings = {
    LayerSetting{"units", false, true},
    LayerSetting{"activation", true},
    LayerSetting{"kernel_initializer", true},
    LayerSetting{"kernel_regularizer_l2", false},
};

}  // namespace

std::span<const LayerSetting> dense_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_dense(const LayerSpec& spec) {
  const double units = spec.number("units", 0);
  if (!(units >= 1 && units <= kMaxUnits) || units != std::floor(units)) {
    return Error{"A Dense layer needs a whole number of units between 1 and " + std::to_string(kMaxUnits) + "."};
  }
  const std::string activation_name = spec.text("activation", "linear");
  const ActivationKind* activation = find_activation(activation_name);
  if (activation == nullptr) return Error{"There is no activation called \"" + activation_name + "\"."};
  const std::string initializer_name = spec.text("kernel_initializer", "glorot_uniform");
  const InitializerKind* initializer = find_initializer(initializer_name);
  if (initializer == nullptr) return Error{"There is no initializer called \"" + initializer_name + "\"."};
  const double l2 = spec.number("kernel_regularizer_l2", 0);
  if (!(l2 >= 0 && l2 <= 1)) return Error{"The L2 factor must lie between 0 and 1."};
  return std::unique_ptr<Layer>(
      std::make_unique<Dense>(static_cast<int>(units), *activation, *initializer, static_cast<float>(l2)));
}

}  // namespace lab
