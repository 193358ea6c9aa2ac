#include "nn/optimizers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lab {
namespace {

// What is smaller than these changes no weight, and counts as zero: gradients that fade away (of outputs that are black
// for good) would leave moments and squares that are subnormal numbers, with which processors compute many times slower
// than with others, and WebAssembly cannot tell them not to.
constexpr float kNoGradient = 1e-16F;
constexpr float kNoMoment = 1e-20F;
constexpr float kNoSquare = kNoGradient * kNoGradient;

float unless_below(float least, float x) { return std::fabs(x) < least ? 0.0F : x; }

/// Keras's SGD: velocity = momentum * velocity - learning_rate * g; w += velocity, or with Nesterov's look ahead
/// (Sutskever et al. 2013, eq. 3) w += momentum * velocity - learning_rate * g.
void sgd(const OptimizerSpec& spec, std::int64_t /*step*/, const ParameterSlice& slice) {
  const std::size_t n = slice.parameters.size();
  float* __restrict w = slice.parameters.data();
  const float* __restrict g = slice.gradients.data();
  const float rate = spec.learning_rate;
  const float keep = spec.momentum;
  if (keep == 0.0F) {
    for (std::size_t i = 0; i < n; ++i) w[i] -= rate * unless_below(kNoGradient, g[i]);
    return;
  }
  float* __restrict velocity = slice.moments_1.data();
  if (spec.nesterov) {
    for (std::size_t i = 0; i < n; ++i) {
      const float step = rate * unless_below(kNoGradient, g[i]);
      velocity[i] = unless_below(kNoMoment, keep * velocity[i] - step);
      w[i] += keep * velocity[i] - step;
    }
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    velocity[i] = unless_below(kNoMoment, keep * velocity[i] - rate * unless_below(kNoGradient, g[i]));
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
    const float gradient = unless_below(kNoGradient, g[i]);
    v[i] = unless_below(kNoSquare, spec.rho * v[i] + (1.0F - spec.rho) * gradient * gradient);
    velocity[i] = unless_below(
        kNoMoment, spec.momentum * velocity[i] + spec.learning_rate * gradient / std::sqrt(v[i] + spec.epsilon));
    w[i] -= velocity[i];
  }
}

/// 1 - beta^step, which is 1 long before beta^step is subnormal.
double warmed_up(float beta, std::int64_t step) {
  const auto decay = static_cast<double>(beta);
  const auto t = static_cast<double>(step);
  return t * std::log(decay) < -40.0 ? 1.0 : 1.0 - std::pow(decay, t);
}

/// Kingma & Ba 2015, the efficient form at the end of section 2, with Keras's place for epsilon.
void adam(const OptimizerSpec& spec, std::int64_t step, const ParameterSlice& slice) {
  const std::size_t n = slice.parameters.size();
  const auto rate = static_cast<float>(static_cast<double>(spec.learning_rate) *
                                       std::sqrt(warmed_up(spec.beta_2, step)) / warmed_up(spec.beta_1, step));
  const float keep_1 = spec.beta_1;
  const float keep_2 = spec.beta_2;
  const float epsilon = spec.epsilon;
  float* __restrict w = slice.parameters.data();
  const float* __restrict g = slice.gradients.data();
  float* __restrict m = slice.moments_1.data();
  float* __restrict v = slice.moments_2.data();
  for (std::size_t i = 0; i < n; ++i) {
    const float gradient = unless_below(kNoGradient, g[i]);
    m[i] = unless_below(kNoMoment, keep_1 * m[i] + (1.0F - keep_1) * gradient);
    v[i] = unless_below(kNoSquare, keep_2 * v[i] + (1.0F - keep_2) * gradient * gradient);
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

void drop_insignificant(std::span<float> gradients) {
  for (float& g : gradients) g = unless_below(kNoGradient, g);
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
