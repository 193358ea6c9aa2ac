#include "nn/layers/conv2d_transpose.h"

#include <algorithm>

#include "nn/kernels/convolution.h"
#include "nn/kernels/transposed_convolution.h"
#include "nn/layers/convolution_settings.h"

namespace lab {
namespace {

/// One axis of the convolution whose transpose this is: from the large image (this layer's output) to the small one.
Window transposed_window(int in, int size, int stride, bool same) {
  Window window{
      .in = same ? in * stride : in * stride + std::max(size - stride, 0), .out = in, .size = size, .stride = stride};
  if (same) window.before = std::max((in - 1) * stride + size - window.in, 0) / 2;
  return window;
}

class Conv2DTranspose final : public Layer {
 public:
  explicit Conv2DTranspose(const ConvolutionSettings& settings) : s_(settings) {}

  Result<LayerPlan> plan(const Shape& input) override {
    if (input.is_flat) return Error{"it needs an image, but its input is " + input.to_string() + "."};
    inputs_ = input.channels;
    window_ = {transposed_window(input.height, s_.kernel.height, s_.strides.height, s_.same),
               transposed_window(input.width, s_.kernel.width, s_.strides.width, s_.same), s_.filters};
    const int kernel_size = window_.patch_size() * inputs_;
    LayerPlan plan;
    plan.output = Shape::image(window_.rows.in, window_.columns.in, s_.filters);
    output_size_ = plan.output.size();
    plan.parameters = {{"kernel", {s_.kernel.height, s_.kernel.width, s_.filters, inputs_}, 0, kernel_size, s_.l2},
                       {"bias", {s_.filters}, kernel_size, s_.filters}};
    plan.gradient_by = GradientBy::shard;
    up_ = TransposedConvolution(window_, inputs_);
    down_ = Convolution(window_, inputs_);
    plan.packed = up_.packed_size() + down_.packed_size() + up_.packing_scratch();
    plan.scratch = std::max(up_.scratch(), down_.bordered_size() + down_.gradient_scratch());
    return plan;
  }

  void initialize(RandomKey key, std::span<float> parameters) const override {
    const int area = s_.kernel.height * s_.kernel.width;
    const auto kernel_size = static_cast<std::size_t>(window_.patch_size()) * static_cast<std::size_t>(inputs_);
    // Keras reads the third axis of any kernel as its inputs and the fourth as its outputs, here too.
    s_.initializer->fill(key, area * s_.filters, area * inputs_, parameters.first(kernel_size));
    std::ranges::fill(parameters.subspan(kernel_size), 0.0F);
  }

  // The kernel on its way up, then on its way down.
  void pack(const PackPass& pass) const override {
    const float* const kernel = pass.parameters.data();
    float* const up = pass.packed.data();
    float* const down = up + up_.packed_size();
    up_.pack(kernel, kernel + window_.patch_size() * inputs_, up, down + down_.packed_size());
    if (pass.for_input_gradient) down_.pack(kernel, nullptr, down);
  }

  void forward(const ForwardPass& pass) const override {
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      float* const output = sample_of(pass.output, sample);
      up_.run(pass.packed.data(), sample_of(pass.input, sample), false, output, pass.scratch.data());
      s_.activation->apply({output, s_.filters, output_size_ / s_.filters});
    }
  }

  // Both gradients are those of the convolution that goes down from this layer's output to its input.
  void backward(const BackwardPass& pass) const override {
    const float* const packed = pass.packed.data() + up_.packed_size();
    float* const bordered = pass.scratch.data();
    float* const kernel_gradient = pass.gradient.data();
    VectorView bias_gradient(kernel_gradient + window_.patch_size() * inputs_, s_.filters);
    const bool wants_input = pass.input_gradient.cols() > 0;
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const int pixels = output_size_ / s_.filters;
      const MatrixView gradient(sample_of(pass.output_gradient, sample), s_.filters, pixels);
      s_.activation->backpropagate({sample_of(pass.output, sample), s_.filters, pixels}, gradient);
      bias_gradient += gradient.rowwise().sum();
      const float* const image = down_.with_border(gradient.data(), bordered);
      down_.add_kernel_gradient(image, sample_of(pass.input, sample), kernel_gradient,
                                bordered + down_.bordered_size());
      if (wants_input) down_.run(packed, image, false, sample_of(pass.input_gradient, sample));
    }
  }

 private:
  ConvolutionSettings s_;
  Window2D window_;  // slides over the output
  int inputs_ = 0;   // channels
  int output_size_ = 0;
  TransposedConvolution up_;
  Convolution down_;
};

}  // namespace

std::span<const LayerSetting> conv2d_transpose_settings() { return convolution_setting_names(); }

Result<std::unique_ptr<Layer>> make_conv2d_transpose(const LayerSpec& spec) {
  const auto settings = convolution_settings(spec);
  if (!settings) return settings.error();
  return std::unique_ptr<Layer>(std::make_unique<Conv2DTranspose>(*settings));
}

}  // namespace lab
