#include "nn/layers/batch_normalization.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "nn/layer_settings.h"

namespace lab {
namespace {

class BatchNormalization final : public Layer {
 public:
  BatchNormalization(float momentum, float epsilon) : momentum_(momentum), epsilon_(epsilon) {}

  Result<LayerPlan> plan(const Shape& input) override {
    channels_ = input.channels;
    positions_ = input.height * input.width;
    LayerPlan plan;
    plan.output = input;
    plan.parameters = {{"gamma", {channels_}, 0, channels_},
                       {"beta", {channels_}, channels_, channels_},
                       {"moving_mean", {channels_}, 2 * channels_, channels_, 0.0F, false},
                       {"moving_variance", {channels_}, 3 * channels_, channels_, 0.0F, false}};
    plan.gradient_by = GradientBy::shard;
    plan.scratch = 3 * channels_;
    plan.forward_statistics = 2 * channels_;   // sum x, sum x^2
    plan.backward_statistics = 2 * channels_;  // sum dy, sum dy x
    return plan;
  }

  void initialize(RandomKey /*key*/, std::span<float> parameters) const override {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const std::size_t array = i / static_cast<std::size_t>(channels_);
      parameters[i] = array == 0 || array == 3 ? 1.0F : 0.0F;
    }
  }

  void gather_forward(const ConstMatrixView& input, std::span<double> sums) const override {
    each_pixel(input, [&](const float* x, const float*) {
      for (std::size_t c = 0; c < count(); ++c) {
        sums[c] += static_cast<double>(x[c]);
        sums[count() + c] += static_cast<double>(x[c]) * static_cast<double>(x[c]);
      }
    });
  }

  void gather_backward(const BackwardPass& pass, std::span<double> sums) const override {
    each_pixel(pass.input, pass.output_gradient, [&](const float* x, const float* dy) {
      for (std::size_t c = 0; c < count(); ++c) {
        sums[c] += static_cast<double>(dy[c]);
        sums[count() + c] += static_cast<double>(dy[c]) * static_cast<double>(x[c]);
      }
    });
  }

  /// y = scale x + shift.
  void forward(const ForwardPass& pass) const override {
    float* __restrict scale = pass.scratch.data();
    float* __restrict shift = scale + channels_;
    for (std::size_t c = 0; c < count(); ++c) {
      const Moments m = moments(pass.step, pass.parameters, c);
      scale[c] = static_cast<float>(static_cast<double>(pass.parameters[c]) * m.inverse_deviation);
      shift[c] = pass.parameters[count() + c] - static_cast<float>(m.mean) * scale[c];
    }
    MatrixView output = pass.output;
    each_pixel(pass.input, output, [&](const float* __restrict x, float* __restrict y) {
      for (std::size_t c = 0; c < count(); ++c) y[c] = scale[c] * x[c] + shift[c];
    });
  }

  /// dx = gamma / deviation (dy - mean dy - xhat mean (dy xhat)), the means over the batch, written as a dy + b x + c.
  void backward(const BackwardPass& pass) const override {
    float* __restrict a = pass.scratch.data();
    float* __restrict b = a + channels_;
    float* __restrict shift = b + channels_;
    const double n = static_cast<double>(pass.step.batch) * positions_;
    for (std::size_t c = 0; c < count(); ++c) {
      const Moments m = moments(pass.step, pass.parameters, c);
      const double sum_dy = pass.step.backward_statistics[c];
      const double sum_dy_xhat = (pass.step.backward_statistics[count() + c] - m.mean * sum_dy) * m.inverse_deviation;
      // The sums are the whole batch's already; one shard hands them over.
      if (pass.first == 0) {
        pass.gradient[c] += static_cast<float>(sum_dy_xhat);
        pass.gradient[count() + c] += static_cast<float>(sum_dy);
      }
      const double factor = static_cast<double>(pass.parameters[c]) * m.inverse_deviation;
      const double slope = -factor * m.inverse_deviation * sum_dy_xhat / n;
      a[c] = static_cast<float>(factor);
      b[c] = static_cast<float>(slope);
      shift[c] = static_cast<float>(-factor * sum_dy / n - slope * m.mean);
    }
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const float* __restrict x = sample_of(pass.input, sample);
      const float* __restrict dy = sample_of(pass.output_gradient, sample);
      float* __restrict dx = sample_of(input_gradient, sample);
      for (int p = 0; p < positions_; ++p, x += channels_, dy += channels_, dx += channels_) {
        for (std::size_t c = 0; c < count(); ++c) dx[c] = a[c] * dy[c] + b[c] * x[c] + shift[c];
      }
    }
  }

  void update(const StepContext& step, std::span<float> parameters) const override {
    if (step.forward_statistics.empty()) return;
    for (std::size_t c = 0; c < count(); ++c) {
      const auto [mean, variance] = batch_moments(step, c);
      float& moving_mean = parameters[2 * count() + c];
      float& moving_variance = parameters[3 * count() + c];
      moving_mean = momentum_ * moving_mean + (1.0F - momentum_) * static_cast<float>(mean);
      moving_variance = momentum_ * moving_variance + (1.0F - momentum_) * static_cast<float>(variance);
    }
  }

 private:
  struct Moments {
    double mean;
    double inverse_deviation;
  };

  [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(channels_); }

  [[nodiscard]] std::pair<double, double> batch_moments(const StepContext& step, std::size_t c) const {
    const double n = static_cast<double>(step.batch) * positions_;
    const double mean = step.forward_statistics[c] / n;
    return {mean, std::max(0.0, step.forward_statistics[count() + c] / n - mean * mean)};
  }

  /// The batch's while training, the running ones otherwise.
  [[nodiscard]] Moments moments(const StepContext& step, std::span<const float> parameters, std::size_t c) const {
    auto mean = static_cast<double>(parameters[2 * count() + c]);
    auto variance = static_cast<double>(parameters[3 * count() + c]);
    if (!step.forward_statistics.empty()) std::tie(mean, variance) = batch_moments(step, c);
    return {mean, 1.0 / std::sqrt(variance + static_cast<double>(epsilon_))};
  }

  /// Calls each(pixel of a, the same pixel of b) for all pixels of all samples.
  template <class Other, class Each>
  void each_pixel(const ConstMatrixView& a, Other&& b, Each&& each) const {
    for (Eigen::Index sample = 0; sample < a.cols(); ++sample) {
      const float* x = sample_of(a, sample);
      auto* y = sample_of(b, sample);
      for (int p = 0; p < positions_; ++p, x += channels_, y += channels_) each(x, y);
    }
  }
  template <class Each>
  void each_pixel(const ConstMatrixView& a, Each&& each) const {
    each_pixel(a, a, each);
  }

  float momentum_;
  float epsilon_;
  int channels_ = 0;
  int positions_ = 1;  // pixels of a sample
};

constexpr std::array kSettings = {LayerSetting{"momentum"}, LayerSetting{"epsilon"}};

}  // namespace

std::span<const LayerSetting> batch_normalization_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_batch_normalization(const LayerSpec& spec) {
  const auto momentum = number_setting(spec, "momentum", 0.99F, 0.0F, 1.0F);
  if (!momentum) return momentum.error();
  const auto epsilon = number_setting(spec, "epsilon", 0.001F, 1e-9F, 1.0F);
  if (!epsilon) return epsilon.error();
  return std::unique_ptr<Layer>(std::make_unique<BatchNormalization>(*momentum, *epsilon));
}

}  // namespace lab
