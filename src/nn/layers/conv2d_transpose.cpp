#include "nn/layers/conv2d_transpose.h"

#include <algorithm>

#include "nn/layers/convolution_settings.h"
#include "nn/patches.h"
#include "nn/products.h"

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
    plan.scratch = patch_block(window_) * window_.patch_size();
    return plan;
  }

  void initialize(RandomKey key, std::span<float> parameters) const override {
    const int area = s_.kernel.height * s_.kernel.width;
    const auto kernel_size = static_cast<std::size_t>(window_.patch_size()) * static_cast<std::size_t>(inputs_);
    // Keras reads the third axis of any kernel as its inputs and the fourth as its outputs, here too.
    s_.initializer->fill(key, area * s_.filters, area * inputs_, parameters.first(kernel_size));
    std::ranges::fill(parameters.subspan(kernel_size), 0.0F);
  }

  void forward(const ForwardPass& pass) const override {
    const int block = patch_block(window_);
    const ConstVectorView bias(pass.parameters.data() + window_.patch_size() * inputs_, s_.filters);
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const ConstMatrixView input(sample_of(pass.input, sample), inputs_, window_.positions());
      MatrixView output(sample_of(pass.output, sample), s_.filters, output_size_ / s_.filters);
      output.colwise() = bias;
      for (int first = 0; first < window_.positions(); first += block) {
        const int count = std::min(block, window_.positions() - first);
        const MatrixView patches(pass.scratch.data(), window_.patch_size(), count);
        multiply_left_transposed(kernel(pass.parameters), input.middleCols(first, count), patches);
        scatter_patches(window_, {patches.data(), patches.rows(), count}, first, sample_of(pass.output, sample));
      }
      s_.activation->apply(output);
    }
  }

  void backward(const BackwardPass& pass) const override {
    const int block = patch_block(window_);
    MatrixView kernel_gradient(pass.gradient.data(), inputs_, window_.patch_size());
    VectorView bias_gradient(pass.gradient.data() + kernel_gradient.size(), s_.filters);
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const int pixels = output_size_ / s_.filters;
      const MatrixView gradient(sample_of(pass.output_gradient, sample), s_.filters, pixels);
      s_.activation->backpropagate({sample_of(pass.output, sample), s_.filters, pixels}, gradient);
      bias_gradient += gradient.rowwise().sum();
      const ConstMatrixView input(sample_of(pass.input, sample), inputs_, window_.positions());
      for (int first = 0; first < window_.positions(); first += block) {
        const int count = std::min(block, window_.positions() - first);
        const MatrixView patches(pass.scratch.data(), window_.patch_size(), count);
        gather_patches(window_, gradient.data(), first, patches);
        add_right_transposed(input.middleCols(first, count), patches, kernel_gradient);
        if (pass.input_gradient.cols() == 0) continue;
        const MatrixView input_gradient(sample_of(pass.input_gradient, sample) + first * inputs_, inputs_, count);
        multiply(kernel(pass.parameters), patches, input_gradient);
      }
    }
  }

 private:
  /// Keras's row-major (patch, inputs) kernel, read as its column-major transpose.
  [[nodiscard]] ConstMatrixView kernel(std::span<const float> parameters) const {
    return {parameters.data(), inputs_, window_.patch_size()};
  }

  ConvolutionSettings s_;
  Window2D window_;  // slides over the output
  int inputs_ = 0;   // channels
  int output_size_ = 0;
};

}  // namespace

std::span<const LayerSetting> conv2d_transpose_settings() { return convolution_setting_names(); }

Result<std::unique_ptr<Layer>> make_conv2d_transpose(const LayerSpec& spec) {
  const auto settings = convolution_settings(spec);
  if (!settings) return settings.error();
  return std::unique_ptr<Layer>(std::make_unique<Conv2DTranspose>(*settings));
}

}  // namespace lab
