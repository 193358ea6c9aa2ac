#include "nn/layers/kl_sparsity.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "nn/layer_settings.h"

namespace lab {
namespace {

// Means closer to 0 or 1 than this are taken to be this far away, where the divergence is still finite.
constexpr double kEdge = 1e-4;

class KLSparsity final : public Layer {
 public:
  KLSparsity(float target, float weight) : target_(static_cast<double>(target)), weight_(static_cast<double>(weight)) {}

  Result<LayerPlan> plan(const Shape& input) override {
    return LayerPlan{.output = input, .scratch = input.size(), .forward_statistics = input.size()};
  }

  void gather_forward(const ConstMatrixView& input, std::span<double> sums) const override {
    for (Eigen::Index sample = 0; sample < input.cols(); ++sample) {
      const float* x = sample_of(input, sample);
      for (std::size_t j = 0; j < sums.size(); ++j) sums[j] += static_cast<double>(x[j]);
    }
  }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    output = pass.input;
    double divergence = 0.0;
    for (const double sum : pass.step.forward_statistics) {
      const double mean = std::clamp(sum / pass.step.batch, kEdge, 1.0 - kEdge);
      divergence += target_ * std::log(target_ / mean) + (1.0 - target_) * std::log((1.0 - target_) / (1.0 - mean));
    }
    for (double& penalty : pass.penalties) penalty += weight_ * divergence;
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    VectorView slope(pass.scratch.data(), pass.input.rows());
    for (Eigen::Index j = 0; j < slope.size(); ++j) {
      // Beyond the edge the pull is that at the edge.
      const double at =
          std::clamp(pass.step.forward_statistics[static_cast<std::size_t>(j)] / pass.step.batch, kEdge, 1.0 - kEdge);
      slope(j) = static_cast<float>(weight_ * ((1.0 - target_) / (1.0 - at) - target_ / at) / pass.step.batch);
    }
    MatrixView input_gradient = pass.input_gradient;
    input_gradient = pass.output_gradient.colwise() + slope;
  }

 private:
  double target_;
  double weight_;
};

constexpr std::array kSettings = {LayerSetting{"target"}, LayerSetting{"weight", LayerSetting::Type::number, true}};

}  // namespace

std::span<const LayerSetting> kl_sparsity_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_kl_sparsity(const LayerSpec& spec) {
  const auto target = number_setting(spec, "target", 0.05F, 0.001F, 0.999F);
  if (!target) return target.error();
  const auto weight = number_setting(spec, "weight", 0.0F, 0.0F, 100.0F);
  if (!weight) return weight.error();
  return std::unique_ptr<Layer>(std::make_unique<KLSparsity>(*target, *weight));
}

}  // namespace lab
