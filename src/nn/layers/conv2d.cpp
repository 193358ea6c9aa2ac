#include "nn/layers/conv2d.h"

#include <algorithm>

#include "nn/kernels/convolution.h"
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
    forward_ = Convolution(window_, s_.filters);
    if (has_unit_strides()) backward_ = forward_.for_gradient();
    const int kernel_size = window_.patch_size() * s_.filters;
    LayerPlan plan;
    plan.output = Shape::image(window_.rows.out, window_.columns.out, s_.filters);
    plan.parameters = {
        {"kernel", {s_.kernel.height, s_.kernel.width, input.channels, s_.filters}, 0, kernel_size, s_.l2},
        {"bias", {s_.filters}, kernel_size, s_.filters}};
    plan.gradient_by = GradientBy::shard;
    const int going_up = forward_.packed_size() + forward_.bordered_size();
    const int going_down = forward_.bordered_size() + forward_.gradient_scratch() +
                           (has_unit_strides() ? backward_.packed_size() + backward_.bordered_size()
                                               : patch_block(window_) * window_.patch_size());
    plan.scratch = std::max(going_up, going_down);
    return plan;
  }

  void initialize(RandomKey key, std::span<float> parameters) const override {
    const int area = s_.kernel.height * s_.kernel.width;
    const auto kernel_size = static_cast<std::size_t>(window_.patch_size()) * static_cast<std::size_t>(s_.filters);
    s_.initializer->fill(key, window_.patch_size(), area * s_.filters, parameters.first(kernel_size));
    std::ranges::fill(parameters.subspan(kernel_size), 0.0F);
  }

  void forward(const ForwardPass& pass) const override {
    float* const packed = pass.scratch.data();
    float* const bordered = packed + forward_.packed_size();
    forward_.pack(pass.parameters.data(), bias(pass.parameters), packed);
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      float* const output = sample_of(pass.output, sample);
      forward_.run(packed, forward_.with_border(sample_of(pass.input, sample), bordered), output);
      s_.activation->apply({output, s_.filters, window_.positions()});
    }
  }

  void backward(const BackwardPass& pass) const override {
    float* const bordered = pass.scratch.data();
    float* const gradient_scratch = bordered + forward_.bordered_size();
    float* const rest = gradient_scratch + forward_.gradient_scratch();
    const bool wants_input = pass.input_gradient.cols() > 0;
    if (wants_input && has_unit_strides()) backward_.pack_for_gradient(forward_, pass.parameters.data(), rest);
    float* const kernel_gradient = pass.gradient.data();
    VectorView bias_gradient(kernel_gradient + window_.patch_size() * s_.filters, s_.filters);
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const MatrixView gradient(sample_of(pass.output_gradient, sample), s_.filters, window_.positions());
      s_.activation->backpropagate({sample_of(pass.output, sample), s_.filters, window_.positions()}, gradient);
      bias_gradient += gradient.rowwise().sum();
      forward_.add_kernel_gradient(forward_.with_border(sample_of(pass.input, sample), bordered), gradient.data(),
                                   kernel_gradient, gradient_scratch);
      if (!wants_input) continue;
      float* const input_gradient = sample_of(pass.input_gradient, sample);
      if (has_unit_strides()) {
        backward_.run(rest, backward_.with_border(gradient.data(), rest + backward_.packed_size()), input_gradient);
      } else {
        scatter_gradient(pass.parameters.data(), gradient, rest, input_gradient);
      }
    }
  }

 private:
  [[nodiscard]] bool has_unit_strides() const { return s_.strides.height == 1 && s_.strides.width == 1; }
  [[nodiscard]] const float* bias(std::span<const float> parameters) const {
    return parameters.data() + window_.patch_size() * s_.filters;
  }

  /// The input's gradient for any stride: each position's share of it is made as a patch and added where it belongs.
  void scatter_gradient(const float* parameters, const MatrixView& gradient, float* scratch,
                        float* input_gradient) const {
    // Keras's row-major (patch, filters) kernel, read as its column-major transpose.
    const ConstMatrixView kernel(parameters, s_.filters, window_.patch_size());
    std::fill_n(input_gradient, input_size_, 0.0F);
    const int block = patch_block(window_);
    for (int first = 0; first < window_.positions(); first += block) {
      const int count = std::min(block, window_.positions() - first);
      const MatrixView patches(scratch, window_.patch_size(), count);
      multiply_left_transposed(kernel, gradient.middleCols(first, count), patches);
      scatter_patches(window_, {scratch, window_.patch_size(), count}, first, input_gradient);
    }
  }

  ConvolutionSettings s_;
  Window2D window_;
  Convolution forward_;
  Convolution backward_;  // only with unit strides
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
