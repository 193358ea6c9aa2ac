#include "nn/layers/sampling.h"

#include <array>
#include <cmath>

#include "core/vec_math.h"
#include "nn/layer_settings.h"

namespace lab {
namespace {

class Sampling final : public Layer {
 public:
  explicit Sampling(float beta) : beta_(beta) {}

  Result<LayerPlan> plan(const Shape& input) override {
    if (!input.is_flat || input.size() % 2 != 0) {
      return Error{"it reads as many means as logarithms of variances, but its input is " + input.to_string() + "."};
    }
    size_ = input.size() / 2;
    return LayerPlan{.output = Shape::flat(size_), .scratch = size_};
  }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    const std::span<float> normal = pass.scratch.first(static_cast<std::size_t>(size_));
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      double divergence = 0.0;
      const float* const mean = sample_of(pass.input, sample);
      const float* const log_variance = mean + size_;
      if (pass.step.training) draw(pass.step, pass.first + static_cast<int>(sample), normal);
      for (int j = 0; j < size_; ++j) {
        const float variance = fast_exp(log_variance[j]);
        const float random = pass.step.training ? std::sqrt(variance) * normal[static_cast<std::size_t>(j)] : 0.0F;
        output(j, sample) = mean[j] + random;
        // Kingma & Welling 2014, appendix B.
        divergence += 0.5 * static_cast<double>(mean[j] * mean[j] + variance - 1.0F - log_variance[j]);
      }
      pass.penalties[static_cast<std::size_t>(sample)] += static_cast<double>(beta_) * divergence;
    }
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    const std::span<float> normal = pass.scratch.first(static_cast<std::size_t>(size_));
    const float weight = beta_ / static_cast<float>(pass.step.batch);
    for (Eigen::Index sample = 0; sample < pass.input.cols(); ++sample) {
      const float* const mean = sample_of(pass.input, sample);
      const float* const log_variance = mean + size_;
      draw(pass.step, pass.first + static_cast<int>(sample), normal);
      for (int j = 0; j < size_; ++j) {
        const float variance = fast_exp(log_variance[j]);
        const float gradient = pass.output_gradient(j, sample);
        input_gradient(j, sample) = gradient + weight * mean[j];
        input_gradient(size_ + j, sample) =
            0.5F * (gradient * std::sqrt(variance) * normal[static_cast<std::size_t>(j)] + weight * (variance - 1.0F));
      }
    }
  }

 private:
  static void draw(const StepContext& step, int sample, std::span<float> normal) {
    fill_normal(sample_key(step.random, sample), normal);
  }

  float beta_;
  int size_ = 0;  // numbers of the code
};

constexpr std::array kSettings = {LayerSetting{"beta", LayerSetting::Type::number, true}};

}  // namespace

std::span<const LayerSetting> sampling_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_sampling(const LayerSpec& spec) {
  const auto beta = number_setting(spec, "beta", 0.0F, 0.0F, 100.0F);
  if (!beta) return beta.error();
  return std::unique_ptr<Layer>(std::make_unique<Sampling>(*beta));
}

}  // namespace lab
