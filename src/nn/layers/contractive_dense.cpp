#include "nn/layers/contractive_dense.h"

#include <algorithm>
#include <array>

#include "nn/layer_settings.h"
#include "nn/layers/dense.h"

namespace lab {
namespace {

/// The first two derivatives of an activation, as functions of its value h.
struct Slopes {
  std::string_view activation;
  float (*first)(float h);
  float (*second)(float h);
};

constexpr std::array kSlopes = {
    Slopes{"linear", [](float) { return 1.0F; }, [](float) { return 0.0F; }},
    Slopes{"relu", [](float h) { return h > 0.0F ? 1.0F : 0.0F; }, [](float) { return 0.0F; }},
    Slopes{"sigmoid", [](float h) { return h * (1.0F - h); },
           [](float h) { return h * (1.0F - h) * (1.0F - 2.0F * h); }},
    Slopes{"tanh", [](float h) { return 1.0F - h * h; }, [](float h) { return -2.0F * h * (1.0F - h * h); }},
};

/// A Dense layer with a penalty around it. With h = f(W x + b) the Jacobian is diag(f') W, so its squared norm is the
/// sum over units of f'_j^2 |w_j|^2.
class ContractiveDense final : public Layer {
 public:
  ContractiveDense(std::unique_ptr<Layer> dense, const Slopes& slopes, float contraction)
      : dense_(std::move(dense)), slopes_(slopes), contraction_(contraction) {}

  Result<LayerPlan> plan(const Shape& input) override {
    auto plan = dense_->plan(input);
    if (!plan) return plan;
    inputs_ = input.size();
    units_ = plan->output.size();
    plan->scratch = units_;
    blocks_ = plan->gradient_blocks;
    return plan;
  }

  void initialize(RandomKey key, std::span<float> parameters) const override { dense_->initialize(key, parameters); }

  void forward(const ForwardPass& pass) const override {
    dense_->forward(pass);
    const ConstVectorView norms = kernel_norms(pass.parameters, pass.scratch);
    for (Eigen::Index sample = 0; sample < pass.output.cols(); ++sample) {
      double penalty = 0.0;
      for (Eigen::Index j = 0; j < units_; ++j) {
        const float slope = slopes_.first(pass.output(j, sample));
        penalty += static_cast<double>(slope * slope * norms(j));
      }
      pass.penalties[static_cast<std::size_t>(sample)] += static_cast<double>(contraction_) * penalty;
    }
  }

  void backward(const BackwardPass& pass) const override {
    // d/dz of f'^2 |w|^2 is 2 f' f'' |w|^2; the inner layer multiplies by f', so the gradient at h gets the rest.
    const ConstVectorView norms = kernel_norms(pass.parameters, pass.scratch);
    const float scale = 2.0F * contraction_ / static_cast<float>(pass.step.batch);
    MatrixView gradient = pass.output_gradient;
    for (Eigen::Index sample = 0; sample < gradient.cols(); ++sample) {
      for (Eigen::Index j = 0; j < units_; ++j) {
        gradient(j, sample) += scale * slopes_.second(pass.output(j, sample)) * norms(j);
      }
    }
    dense_->backward(pass);
  }

  void gradient(const GradientPass& pass) const override {
    dense_->gradient(pass);
    const GradientBlock& block = blocks_[static_cast<std::size_t>(pass.block)];
    const int first_row = block.offset / units_;
    const int rows = std::min(block.size / units_, inputs_ - first_row);  // the last block has the bias too
    const float scale = 2.0F * contraction_ / static_cast<float>(pass.output.cols());
    for (int j = 0; j < units_; ++j) {
      float squares = 0.0F;
      for (Eigen::Index sample = 0; sample < pass.output.cols(); ++sample) {
        const float slope = slopes_.first(pass.output(j, sample));
        squares += slope * slope;
      }
      for (int row = 0; row < rows; ++row) {
        const int at = row * units_ + j;
        pass.gradient[static_cast<std::size_t>(at)] +=
            scale * squares * pass.parameters[static_cast<std::size_t>(block.offset) + static_cast<std::size_t>(at)];
      }
    }
  }

 private:
  /// |w_j|^2 of every unit.
  [[nodiscard]] ConstVectorView kernel_norms(std::span<const float> parameters, std::span<float> scratch) const {
    VectorView norms(scratch.data(), units_);
    norms = ConstMatrixView(parameters.data(), units_, inputs_).rowwise().squaredNorm();
    return {norms.data(), units_};
  }

  std::unique_ptr<Layer> dense_;
  const Slopes& slopes_;
  float contraction_;
  int inputs_ = 0;
  int units_ = 0;
  std::vector<GradientBlock> blocks_;
};

constexpr std::array kSettings = {
    LayerSetting{"units", LayerSetting::Type::number, true},
    LayerSetting{"contraction", LayerSetting::Type::number, true},
    LayerSetting{"activation", LayerSetting::Type::text},
    LayerSetting{"kernel_initializer", LayerSetting::Type::text},
    LayerSetting{"kernel_regularizer_l2"},
};

}  // namespace

std::span<const LayerSetting> contractive_dense_settings() { return kSettings; }

Result<std::unique_ptr<Layer>> make_contractive_dense(const LayerSpec& spec) {
  const auto contraction = number_setting(spec, "contraction", 0.0F, 0.0F, 100.0F);
  if (!contraction) return contraction.error();
  const std::string activation = spec.text("activation", "linear");
  const auto* const slopes = std::ranges::find(kSlopes, std::string_view(activation), &Slopes::activation);
  if (slopes == kSlopes.end()) return Error{"its activation must be linear, relu, sigmoid or tanh."};
  auto dense = make_dense(spec);
  if (!dense) return dense.error();
  return std::unique_ptr<Layer>(std::make_unique<ContractiveDense>(*std::move(dense), *slopes, *contraction));
}

}  // namespace lab
