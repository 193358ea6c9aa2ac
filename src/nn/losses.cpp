#include "nn/losses.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/vec_math.h"

namespace lab {
namespace {

/// What a pixel loss says of F pixels: a float, or a vector of them.
template <class F>
struct PixelLoss {
  F loss;
  F derivative;
  IntOf<F> right;  ///< not 0 where the rounded output is the rounded target
};

/// The same of a loss that is `loss` + log(factor), with a factor from 1 to 2: factors are multiplied, so that one
/// logarithm serves many pixels.
template <class F>
struct PixelLossWithLog : PixelLoss<F> {
  F factor;
};

/// Factors per logarithm: as many as fit into a float.
constexpr int kFactors = 64;

/// Whether output and target lie on the same side of one half: -1 or 0 in each lane, 1 or 0 for a float.
template <class F>
auto agrees(F output, F target) {
  return (output > 0.5F) == (target > 0.5F);
}

/// Runs a pixel loss over all samples. kernel(output, target) says what it makes of a pixel and may change the output;
/// it is called with whole vectors, and with the floats that are left over at the end of a sample.
template <bool kWithGradient, class Kernel>
LossTotals over_pixels(MatrixView& outputs, const Targets& targets, float scale, MatrixView& gradient,
                       Kernel&& kernel) {
  using F = Vec<kWidestLanes>;
  LossTotals totals;
  const auto size = static_cast<int>(outputs.rows());
  const int whole = size - size % kWidestLanes;
  const float per_pixel = 1.0F / static_cast<float>(size);
  const float pixel_scale = scale * per_pixel;
  for (Eigen::Index s = 0; s < outputs.cols(); ++s) {
    float* __restrict out = sample_of(outputs, s);
    const float* __restrict target = sample_of(targets.images, s);
    float* __restrict g = kWithGradient ? sample_of(gradient, s) : nullptr;
    F losses = {};
    IntOf<F> rights = {};
    for (int begin = 0; begin < whole; begin += kFactors * kWidestLanes) {
      const int end = std::min(whole, begin + kFactors * kWidestLanes);
      F product = splat<F>(1.0F);
      for (int i = begin; i < end; i += kWidestLanes) {
        F output = load<kWidestLanes>(out + i);
        const auto pixels = kernel(output, load<kWidestLanes>(target + i));
        store<kWidestLanes>(out + i, output);
        if constexpr (kWithGradient) store<kWidestLanes>(g + i, pixels.derivative * pixel_scale);
        losses += pixels.loss;
        rights -= pixels.right;
        if constexpr (requires { pixels.factor; }) product *= pixels.factor;
      }
      losses += fast_log(product);
    }
    float loss = sum_of(losses);
    int right = 0;
    for (int lane = 0; lane < kWidestLanes; ++lane) right += rights[lane];
    for (int i = whole; i < size; ++i) {
      const auto pixel = kernel(out[i], target[i]);
      if constexpr (kWithGradient) g[i] = pixel.derivative * pixel_scale;
      loss += pixel.loss;
      right += pixel.right;
      if constexpr (requires { pixel.factor; }) loss += fast_log(pixel.factor);
    }
    totals.loss += static_cast<double>(loss * per_pixel);
    totals.accuracy += static_cast<double>(right) * static_cast<double>(per_pixel);
  }
  return totals;
}

template <class Kernel>
LossTotals over_pixels(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient, Kernel&& kernel) {
  return gradient.cols() > 0 ? over_pixels<true>(outputs, targets, scale, gradient, kernel)
                             : over_pixels<false>(outputs, targets, scale, gradient, kernel);
}

/// Stable for any logit z: loss = max(z, 0) - z y + log(1 + exp(-|z|)), gradient = sigmoid(z) - y.
LossTotals bce_from_logits(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  return over_pixels(outputs, targets, scale, gradient, []<class F>(F& output, F y) -> PixelLossWithLog<F> {
    const F z = output;
    const F zero = {};
    const F positive = z > zero ? z : zero;
    const F e = fast_exp(z - (positive + positive));  // -|z|
    const F factor = 1.0F + e;
    const F r = 1.0F / factor;
    output = z >= zero ? r : e * r;
    return {{positive - z * y, output - y, agrees(output, y)}, factor};
  });
}

/// For activations other than sigmoid; outputs are clipped away from 0 and 1 as Keras does (epsilon 1e-7).
LossTotals bce_from_activations(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  return over_pixels(outputs, targets, scale, gradient, []<class F>(F& output, F y) -> PixelLoss<F> {
    const F low = splat<F>(1e-7F);
    const F high = splat<F>(1.0F - 1e-7F);
    const F zero = {};
    const F above = output > low ? output : low;
    const F p = above < high ? above : high;
    // There is no slope where the clip is active.
    return {-(y * fast_log(p) + (1.0F - y) * fast_log(1.0F - p)), p == output ? (p - y) / (p * (1.0F - p)) : zero,
            agrees(output, y)};
  });
}

LossTotals mse(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  return over_pixels(outputs, targets, scale, gradient, []<class F>(F& output, F y) -> PixelLoss<F> {
    const F difference = output - y;
    return {difference * difference, 2.0F * difference, agrees(output, y)};
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
      z(i) = fast_exp(z(i) - top);
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
    LossKind{"binary_crossentropy", "Binary cross-entropy", false, "sigmoid", bce_from_logits, bce_from_activations},
    LossKind{"mse", "Mean squared error", false, "", nullptr, mse},
    LossKind{"categorical_crossentropy", "Categorical cross-entropy", true, "softmax", cross_entropy_from_logits,
             nullptr},
};

}  // namespace

std::span<const LossKind> loss_kinds() { return kKinds; }

const LossKind* find_loss(std::string_view name) {
  const auto* it = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

}  // namespace lab
