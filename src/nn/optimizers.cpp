#include "nn/optimizers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lab {
namespace {

/// Keras's SGD: velocity = momentum * velocity - learning_rate * g; w += velocity, or with Nesterov's look ahead
/// (Sutskever et al. 2013, eq. 3) w += momentum * velocity - learning_rate * g.
void sgd(const OptimizerSpec& spec, std::int64_t /*step*/, const ParameterSlice& slice) {
  const std::size_t n = slice.parameters.size();
  float* __restrict w = slice.parameters.data();
  const float* __restrict g = slice.gradients.data();
  const float rate = spec.learning_rate;
  const float keep = spec.momentum;
  if (keep == 0.0F) {
    for (std::size_t i = 0; i < n; ++i) w[i] -= rate * g[i];
    return;
  }
  float* __restrict velocity = slice.moments_1.data();
  if (spec.nesterov) {
    for (std::size_t i = 0; i < n; ++i) {
      velocity[i] = keep * velocity[i] - rate * g[i];
      w[i] += keep * velocity[i] - rate * g[i];
    }
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    velocity[i] = keep * velocity[i] - rate * g[i];
    w[i] += velocity[i];
  }
}

/// Tieleman & Hinton 2012, lecture 6e, with Keras's momentum and place for epsilon.
void rmsprop(const OptimizerSpec& spec, std::int64_t /*step*/, const ParameterSlice& slice) {
  const std::size_t n = slice.parameters.size();
  float* __restrict w = slice.parameters.data();
  const float* __restrict g = slice.gradients.data();
  float* __restrict velocity = slice.moments_1.data();
  float* __restrict v = slice.moments_2.data();
  for (std::size_t i = 0; i < n; ++i) {
    v[i] = spec.rho * v[i] + (1.0F - spec.rho) * g[i] * g[i];
    velocity[i] = spec.momentum * velocity[i] + spec.learning_rate * g[i] / std::sqrt(v[i] + spec.epsilon);
    w[i] -= velocity[i];
  }
}

/// Kingma & Ba 2015, the efficient form at the end of section 2, with Keras's place for epsilon.
void adam(const OptimizerSpec& spec, std::int64_t step, const ParameterSlice& slice) {
  const std::size_t n = slice.parameters.size();
  const auto t = static_cast<double>(step);
  const auto rate = static_cast<float>(static_cast<double>(spec.learning_rate) *
                                       std::sqrt(1.0 - std::pow(static_cast<double>(spec.beta_2), t)) /
                                       (1.0 - std::pow(static_cast<double>(spec.beta_1), t)));
  const float keep_1 = spec.beta_1;
  const float keep_2 = spec.beta_2;
  const float epsilon = spec.epsilon;
  float* __restrict w = slice.parameters.data();
  const float* __restrict g = slice.gradients.data();
  float* __restrict m = slice.moments_1.data();
  float* __restrict v = slice.moments_2.data();
  for (std::size_t i = 0; i < n; ++i) {
    m[i] = keep_1 * m[i] + (1.0F - keep_1) * g[i];
    v[i] = keep_2 * v[i] + (1.0F - keep_2) * g[i] * g[i];
    w[i] -= rate * m[i] / (std::sqrt(v[i]) + epsilon);
  }
}

/// Loshchilov & Hutter 2019, algorithm 2, as Keras has it: the decay comes first and is scaled by the learning rate.
void adamw(const OptimizerSpec& spec, std::int64_t step, const ParameterSlice& slice) {
  const float keep = 1.0F - spec.learning_rate * spec.weight_decay;
  for (float& w : slice.parameters) w *= keep;
  adam(spec, step, slice);
}

constexpr std::array kKinds = {
    OptimizerKind{"adam", "Adam", 0.001F, adam},
    OptimizerKind{"sgd", "SGD", 0.1F, sgd},
    OptimizerKind{"rmsprop", "RMSprop", 0.001F, rmsprop},
    OptimizerKind{"adamw", "AdamW", 0.001F, adamw},
};

}  // namespace

std::span<const OptimizerKind> optimizer_kinds() { return kKinds; }

const OptimizerKind* find_optimizer(std::string_view name) {
  const auto* it = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

Status check(const OptimizerSpec& spec) {
  if (find_optimizer(spec.kind) == nullptr) {
    std::string names;
    for (const auto& kind : kKinds) names += (names.empty() ? "" : ", ") + std::string(kind.name);
    return Error{"There is no optimizer called \"" + spec.kind + "\"; there are " + names + "."};
  }
  // Written so that NaN is refused too.
  if (!(spec.learning_rate >= 0.0F && spec.learning_rate <= 100.0F)) {
    return Error{"The learning rate must lie between 0 and 100."};
  }
  const auto is_decay = [](float value) { return value >= 0.0F && value < 1.0F; };
  if (!is_decay(spec.momentum)) return Error{"The momentum must be at least 0 and below 1."};
  if (!is_decay(spec.beta_1) || !is_decay(spec.beta_2)) return Error{"Adam's betas must be at least 0 and below 1."};
  if (!is_decay(spec.rho)) return Error{"RMSprop's rho must be at least 0 and below 1."};
  if (!(spec.weight_decay >= 0.0F && spec.weight_decay <= 1.0F)) {
    return Error{"The weight decay must lie between 0 and 1."};
  }
  if (!(spec.clip_value >= 0.0F && spec.global_clip_norm >= 0.0F)) {
    return Error{"Limits of gradients must be positive numbers, or 0 for none."};
  }
  if (!(spec.epsilon > 0.0F && spec.epsilon <= 1.0F)) return Error{"Epsilon must be above 0 and at most 1."};
  return {};
}

}  // namespace lab
