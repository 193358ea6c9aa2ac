#include "nn/optimizers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lab {
namespace {

/// Keras's SGD: velocity = momentum * velocity - learning_rate * g; w += velocity.
void sgd(const OptimizerSpec& spec, std::int64_t /*step*/, const ParameterSlice& slice) {
  const std::size_t n = slice.parameters.size();
  float* __restrict w = slice.parameters.data();
  const float* __restrict g = slice.gradients.data();
  const float rate = spec.learning_rate;
  if (spec.momentum == 0.0F) {
    for (std::size_t i = 0; i < n; ++i) w[i] -= rate * g[i];
    return;
  }
  float* __restrict velocity = slice.moments_1.data();
  for (std::size_t i = 0; i < n; ++i) {
    velocity[i] = spec.momentum * velocity[i] - rate * g[i];
    w[i] += velocity[i];
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

constexpr std::array kKinds = {
    OptimizerKind{"adam", "Adam", 0.001F, adam},
    OptimizerKind{"sgd", "SGD", 0.1F, sgd},
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
  if (!(spec.epsilon > 0.0F && spec.epsilon <= 1.0F)) return Error{"Epsilon must be above 0 and at most 1."};
  return {};
}

}  // namespace lab
