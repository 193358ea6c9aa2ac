#include "nn/layers/conv2d.h"

#include <algorithm>

#include "nn/layers/convolution_settings.h"
#include "nn/patches.h"
#include "nn/products.h"

namespace lab {
namespace {

class Conv2D final : public Layer {
 public:
  explicit Conv2D(const ConvolutionSettings& settings) : s_(settings) {}

  Result<LayerPlan> plan(const Shape& input) override {
    const auto window =
        plan_window(input, s_.kernel.height, s_.kernel.width, s_.strides.height, s_.strides.width, s_.same);
    if (!window) return window.error();
    window_ = *window;
    input_size_ = input.size();
    const int kernel_size = window_.patch_size() * s_.filters;
    LayerPlan plan;
    plan.output = Shape::image(window_.rows.out, window_.columns.out, s_.filters);
    plan.parameters = {
        {"kernel", {s_.kernel.height, s_.kernel.width, input.channels, s_.filters}, 0, kernel_size, s_.l2},
        {"bias", {s_.filters}, kernel_size, s_.filters}};
    plan.gradient_by = GradientBy::shard;
    plan.scratch = 2 * patch_block(window_) * window_.patch_size();
    return plan;
  }

  void initialize(RandomKey key, std::span<float> parameters) const override {
    const int area = s_.kernel.height * s_.kernel.width;
    const auto kernel_size = static_cast<std::size_t>(window_.patch_size()) * static_cast<std::size_t>(s_.filters);
    s_.initializer->fill(key, window_.patch_size(), area * s_.filters, parameters.first(kernel_size));
    std::ranges::fill(parameters.subspan(kernel_size), 0.0F);
  }

  void forward(const ForwardPass& pass) const override {
    const int block = patch_block(window_);
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      float* const output = sample_of(pass.output, sample);
      for (int first = 0; first < window_.positions(); first += block) {
        const int count = std::min(block, window_.positions() - first);
        const MatrixView patches(pass.scratch.data(), window_.patch_size(), count);
        gather_patches(window_, sample_of(pass.input, sample), first, patches);
        MatrixView out(output + first * s_.filters, s_.filters, count);
        multiply(kernel(pass.parameters.data()), patches, out);
        out.colwise() += bias(pass.parameters);
        s_.activation->apply(out);
      }
    }
  }

  void backward(const BackwardPass& pass) const override {
    const int block = patch_block(window_);
    const bool wants_input = pass.input_gradient.cols() > 0;
    MatrixView kernel_gradient(pass.gradient.data(), s_.filters, window_.patch_size());
    VectorView bias_gradient(pass.gradient.data() + kernel_gradient.size(), s_.filters);
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const MatrixView gradient(sample_of(pass.output_gradient, sample), s_.filters, window_.positions());
      s_.activation->backpropagate({sample_of(pass.output, sample), s_.filters, window_.positions()}, gradient);
      bias_gradient += gradient.rowwise().sum();
      float* const input_gradient = wants_input ? sample_of(pass.input_gradient, sample) : nullptr;
      if (wants_input) std::fill_n(input_gradient, input_size_, 0.0F);
      for (int first = 0; first < window_.positions(); first += block) {
        const int count = std::min(block, window_.positions() - first);
        const MatrixView patches(pass.scratch.data(), window_.patch_size(), count);
        const auto out = gradient.middleCols(first, count);
        gather_patches(window_, sample_of(pass.input, sample), first, patches);
        add_right_transposed(out, patches, kernel_gradient);
        if (!wants_input) continue;
        const MatrixView patch_gradients(pass.scratch.data() + block * window_.patch_size(), window_.patch_size(),
                                         count);
        multiply_left_transposed(kernel(pass.parameters.data()), out, patch_gradients);
        scatter_patches(window_, {patch_gradients.data(), patch_gradients.rows(), count}, first, input_gradient);
      }
    }
  }

 private:
  /// Keras's row-major (patch, filters) kernel, read as its column-major transpose.
  [[nodiscard]] ConstMatrixView kernel(const float* parameters) const {
    return {parameters, s_.filters, window_.patch_size()};
  }
  [[nodiscard]] ConstVectorView bias(std::span<const float> parameters) const {
    return {parameters.data() + parameters.size() - static_cast<std::size_t>(s_.filters), s_.filters};
  }

  ConvolutionSettings s_;
  Window2D window_;
  int input_size_ = 0;
};

}  // namespace

std::span<const LayerSetting> conv2d_settings() { return convolution_setting_names(); }

Result<std::unique_ptr<Layer>> make_conv2d(const LayerSpec& spec) {
  const auto settings = convolution_settings(spec);
  if (!settings) return settings.error();
  return std::unique_ptr<Layer>(std::make_unique<Conv2D>(*settings));
}

}  // namespace lab
