#include "nn/layers/dense.h"

#include <algorithm>
#include <array>

#include "nn/layer_settings.h"
#include "nn/products.h"

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
    // As equal as they can be, for threads to share them evenly.
    const int most = std::clamp(kBlockParameters / units_, std::min(8, inputs_), inputs_);
    const int blocks = (inputs_ + most - 1) / most;
    rows_per_block_ = (inputs_ + blocks - 1) / blocks;
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
    multiply(kernel(pass.parameters), pass.input, output, pass.parameters.data() + inputs_ * units_);
    activation_.apply(output);
  }

  void backward(const BackwardPass& pass) const override {
    activation_.backpropagate(pass.output, pass.output_gradient);
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    multiply_left_transposed(kernel(pass.parameters), pass.output_gradient, input_gradient);
  }

  void gradient(const GradientPass& pass) const override {
    const int first_row = pass.block * rows_per_block_;
    const int rows = std::min(rows_per_block_, inputs_ - first_row);
    MatrixView kernel_gradient(pass.gradient.data(), units_, rows);
    multiply_right_transposed(pass.output_gradient, pass.input.middleRows(first_row, rows), kernel_gradient);
    if (first_row + rows == inputs_) {
      sum_columns(pass.output_gradient, false, VectorView(pass.gradient.data() + rows * units_, units_));
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
    LayerSetting{"units", LayerSetting::Type::number, true},
    LayerSetting{"activation", LayerSetting::Type::text},
    LayerSetting{"kernel_initializer", LayerSetting::Type::text},
    LayerSetting{"kernel_regularizer_l2"},
};

}  // namespace

std::span<const LayerSetting> dense_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_dense(const LayerSpec& spec) {
  const auto units = count_setting(spec, "units", 0, 1, kMaxUnits);
  if (!units) return units.error();
  const auto activation = activation_setting(spec);
  if (!activation) return activation.error();
  const auto initializer = initializer_setting(spec);
  if (!initializer) return initializer.error();
  const auto l2 = l2_setting(spec);
  if (!l2) return l2.error();
  return std::unique_ptr<Layer>(std::make_unique<Dense>(*units, **activation, **initializer, *l2));
}

}  // namespace lab
