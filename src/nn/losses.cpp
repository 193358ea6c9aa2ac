#include "nn/losses.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

#include "core/vec_math.h"

namespace lab {
namespace {

/// What a pixel loss says of F pixels: a float, or a vector of them.
template <class F>
struct PixelLoss {
  F loss;
  F derivative;
  IntOf<F> wrong;  ///< not 0 where the rounded output is not the rounded target
};

/// The same of a loss that is `loss` + log(factor), with a factor from 1 to 2: factors are multiplied, so that one
/// logarithm serves many pixels.
template <class F>
struct PixelLossWithLog : PixelLoss<F> {
  F factor;
};

/// Factors per logarithm: as many as fit into a float.
constexpr int kFactors = 64;

/// Whether output and target lie on different sides of one half: -1 or 0 in each lane, 1 or 0 for a float.
template <class F>
auto differs(F output, F target) {
  return (output > 0.5F) != (target > 0.5F);
}

/// For a loss that has nothing to prepare; see over_pixels().
constexpr auto kNothing = []<class F>(F) { return F{}; };

/// Runs a pixel loss over all samples. kernel(output, target, prepare(output)) says what it makes of a pixel and may
/// change the output, which is kept where no gradient is wanted; both are called with whole vectors, and with the
/// floats that are left over at the end of a sample. prepare() runs in a loop of its own: a processor looks ahead over
/// more vectors where the chain of each is shorter.
template <bool kWithGradient, class Prepare, class Kernel>
LossTotals over_pixels(MatrixView& outputs, const Targets& targets, float scale, MatrixView& gradient,
                       Prepare&& prepare, Kernel&& kernel) {
  using F = Vec<kWidestLanes>;
  LossTotals totals;
  const auto size = static_cast<int>(outputs.rows());
  const int whole = size - size % kWidestLanes;
  const float per_pixel = 1.0F / static_cast<float>(size);
  const float pixel_scale = scale * per_pixel;
  for (Eigen::Index s = 0; s < outputs.cols(); ++s) {
    float* const out = sample_of(outputs, s);
    const float* const target = sample_of(targets.images, s);
    float* const g = kWithGradient ? sample_of(gradient, s) : nullptr;
    F losses = {};
    IntOf<F> wrongs = {};
    for (int begin = 0; begin < whole; begin += kFactors * kWidestLanes) {
      const int end = std::min(whole, begin + kFactors * kWidestLanes);
      F prepared[kFactors];
      for (int i = begin; i < end; i += kWidestLanes) {
        prepared[(i - begin) / kWidestLanes] = prepare(load<kWidestLanes>(out + i));
      }
      F product = splat<F>(1.0F);
      for (int i = begin; i < end; i += kWidestLanes) {
        F output = load<kWidestLanes>(out + i);
        const auto pixels = kernel(output, load<kWidestLanes>(target + i), prepared[(i - begin) / kWidestLanes]);
        store<kWidestLanes>(kWithGradient ? g + i : out + i, kWithGradient ? pixels.derivative * pixel_scale : output);
        losses += pixels.loss;
        wrongs -= pixels.wrong;
        if constexpr (requires { pixels.factor; }) product *= pixels.factor;
      }
      losses += fast_log(product);
    }
    float loss = sum_of(losses);
    int wrong = 0;
    for (int lane = 0; lane < kWidestLanes; ++lane) wrong += wrongs[lane];
    for (int i = whole; i < size; ++i) {
      float output = out[i];
      const auto pixel = kernel(output, target[i], prepare(output));
      (kWithGradient ? g : out)[i] = kWithGradient ? pixel.derivative * pixel_scale : output;
      loss += pixel.loss;
      wrong += pixel.wrong;
      if constexpr (requires { pixel.factor; }) loss += fast_log(pixel.factor);
    }
    totals.loss += static_cast<double>(loss * per_pixel);
    totals.accuracy += static_cast<double>(size - wrong) * static_cast<double>(per_pixel);
  }
  return totals;
}

template <class Prepare, class Kernel>
LossTotals over_pixels(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient, Prepare&& prepare,
                       Kernel&& kernel) {
  return gradient.cols() > 0 ? over_pixels<true>(outputs, targets, scale, gradient, prepare, kernel)
                             : over_pixels<false>(outputs, targets, scale, gradient, prepare, kernel);
}

template <class F>
F positive_part(F x) {
  return x > F{} ? x : F{};
}

/// Stable for any logit z: loss = max(z, 0) - z y + log(1 + exp(-|z|)), gradient = sigmoid(z) - y.
LossTotals bce_from_logits(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  const auto prepare = []<class F>(F z) -> F {
    const F minus_magnitude = std::bit_cast<F>(std::bit_cast<BitsOf<F>>(z) | 0x80000000U);
    const F least = splat<F>(kLeastExponent);
    const auto counts = minus_magnitude > least;
    return select(counts, exp_within_range(counts ? minus_magnitude : least), F{});
  };
  return over_pixels(
      outputs, targets, scale, gradient, prepare, []<class F>(F& output, F y, F e) -> PixelLossWithLog<F> {
        const F z = output;
        const F factor = 1.0F + e;
        const F r = 1.0F / factor;
        const auto positive = z > F{};
        output = select(positive, r, e * r);
        return {{negative_multiply_add(z, y, positive_part(z)), output - y, positive != (y > 0.5F)}, factor};
      });
}

/// For activations other than sigmoid; outputs are clipped away from 0 and 1 as Keras does (epsilon 1e-7).
LossTotals bce_from_activations(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  return over_pixels(outputs, targets, scale, gradient, kNothing, []<class F>(F& output, F y, F) -> PixelLoss<F> {
    const F low = splat<F>(1e-7F);
    const F high = splat<F>(1.0F - 1e-7F);
    const F zero = {};
    const F above = output > low ? output : low;
    const F p = above < high ? above : high;
    // There is no slope where the clip is active.
    return {-(y * fast_log(p) + (1.0F - y) * fast_log(1.0F - p)), p == output ? (p - y) / (p * (1.0F - p)) : zero,
            differs(output, y)};
  });
}

LossTotals mse(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  return over_pixels(outputs, targets, scale, gradient, kNothing, []<class F>(F& output, F y, F) -> PixelLoss<F> {
    const F difference = output - y;
    return {difference * difference, 2.0F * difference, differs(output, y)};
  });
}

/// Softmax and cross-entropy together: loss = log(sum exp z) - z_label, gradient = softmax(z) - one-hot.
LossTotals cross_entropy_from_logits(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  LossTotals totals;
  for (Eigen::Index s = 0; s < outputs.cols(); ++s) {
    auto z = outputs.col(s);
    const auto label = static_cast<Eigen::Index>(targets.labels[static_cast<std::size_t>(s)]);
    Eigen::Index answer = 0;
    const float top = z.maxCoeff(&answer);
    const float label_logit = z(label);
    float sum = 0.0F;
    for (Eigen::Index i = 0; i < z.size(); ++i) {
      z(i) = exp_or_zero(z(i) - top);
      sum += z(i);
    }
    z *= 1.0F / sum;
    totals.loss += static_cast<double>(std::log(sum) + (top - label_logit));
    totals.accuracy += answer == label ? 1.0 : 0.0;
    if (gradient.cols() > 0) {
      gradient.col(s) = z * scale;
      gradient(label, s) -= scale;
    }
  }
  return totals;
}

constexpr std::array kKinds = {
    LossKind{"binary_crossentropy", "Binary cross-entropy", false, "sigmoid", bce_from_logits, bce_from_activations,
             [](int) { return std::numbers::ln2; }},
    LossKind{"mse", "Mean squared error", false, "", nullptr, mse, [](int) { return 0.25; }},
    LossKind{"categorical_crossentropy", "Categorical cross-entropy", true, "softmax", cross_entropy_from_logits,
             nullptr, [](int outputs) { return std::log(static_cast<double>(outputs)); }},
};

}  // namespace

std::span<const LossKind> loss_kinds() { return kKinds; }

const LossKind* find_loss(std::string_view name) {
  const auto* it = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

}  // namespace lab
