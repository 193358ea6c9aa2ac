#include "nn/layers/conv2d.h"

#include <algorithm>

#include "nn/kernels/convolution_method.h"
#include "nn/layers/convolution_settings.h"

namespace lab {
namespace {

class Conv2D final : public Layer {
 public:
  explicit Conv2D(const ConvolutionSettings& settings) : s_(settings) {}

  void set_input_repeats(Extent repeats) override { repeats_ = repeats; }

  Result<LayerPlan> plan(const Shape& input) override {
    const auto window =
        plan_window(input, s_.kernel.height, s_.kernel.width, s_.strides.height, s_.strides.width, s_.same);
    if (!window) return window.error();
    window_ = *window;
    method_ = make_convolution_method(window_, s_.filters, repeats_);
    kernel_size_ = window_.patch_size() * s_.filters;
    LayerPlan plan;
    plan.output = Shape::image(window_.rows.out, window_.columns.out, s_.filters);
    plan.parameters = {
        {"kernel", {s_.kernel.height, s_.kernel.width, input.channels, s_.filters}, 0, kernel_size_, s_.l2},
        {"bias", {s_.filters}, kernel_size_, s_.filters}};
    plan.gradient_by = GradientBy::shard;
    plan.packed = method_->packed_size();
    plan.scratch = method_->scratch();
    return plan;
  }

  void initialize(RandomKey key, std::span<float> parameters) const override {
    const auto kernel_size = static_cast<std::size_t>(kernel_size_);
    s_.initializer->fill(key, window_.patch_size(), s_.kernel.height * s_.kernel.width * s_.filters,
                         parameters.first(kernel_size));
    std::ranges::fill(parameters.subspan(kernel_size), 0.0F);
  }

  void pack(const PackPass& pass) const override {
    const float* const kernel = pass.parameters.data();
    method_->pack(kernel, kernel + kernel_size_, pass.for_input_gradient, pass.packed.data());
  }

  void forward(const ForwardPass& pass) const override {
    for_images(pass.input.cols(), [&](Eigen::Index first, int images) {
      float* const output = sample_of(pass.output, first);
      method_->run(pass.packed.data(), sample_of(pass.input, first), images, output, pass.scratch.data());
      s_.activation->apply({output, s_.filters, images * window_.positions()});
    });
  }

  void backward(const BackwardPass& pass) const override {
    float* const scratch = pass.scratch.data();
    const bool wants_input = pass.input_gradient.cols() > 0;
    method_->begin_gradients(scratch);
    float* const kernel_gradient = pass.gradient.data();
    VectorView bias_gradient(kernel_gradient + kernel_size_, s_.filters);
    for_images(pass.input.cols(), [&](Eigen::Index first, int images) {
      const int positions = images * window_.positions();
      const MatrixView gradient(sample_of(pass.output_gradient, first), s_.filters, positions);
      s_.activation->backpropagate({sample_of(pass.output, first), s_.filters, positions}, gradient);
      bias_gradient += gradient.rowwise().sum();
      method_->add_gradients(pass.packed.data(), sample_of(pass.input, first), images, gradient.data(),
                             wants_input ? sample_of(pass.input_gradient, first) : nullptr, kernel_gradient, scratch);
    });
    method_->finish_gradients(kernel_gradient, scratch);
  }

 private:
  /// Calls use(first, images) for as many images as the method likes to have at once, until all are done.
  template <class Use>
  void for_images(Eigen::Index all, Use&& use) const {
    const Eigen::Index most = method_->images_at_once();
    for (Eigen::Index first = 0; first < all; first += most) {
      use(first, static_cast<int>(std::min(most, all - first)));
    }
  }

  ConvolutionSettings s_;
  Extent repeats_;
  Window2D window_;
  int kernel_size_ = 0;
  std::unique_ptr<ConvolutionMethod> method_;
};

}  // namespace

std::span<const LayerSetting> conv2d_settings() { return convolution_setting_names(); }

Result<std::unique_ptr<Layer>> make_conv2d(const LayerSpec& spec) {
  const auto settings = convolution_settings(spec);
  if (!settings) return settings.error();
  return std::unique_ptr<Layer>(std::make_unique<Conv2D>(*settings));
}

}  // namespace lab
