#include "nn/losses.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/vec_math.h"

namespace lab {
namespace {

// Losses are summed from small stack buffers: a float reduction inside the elementwise loop would keep it from being
// vectorised, since floating-point sums may not be reordered by the compiler.
constexpr Eigen::Index kChunk = 256;

struct ChunkTotals {
  float loss = 0.0F;
  int right = 0;
};

/// Calls element(i, loss, right) for every element of a column in chunks and sums what it stores.
template <class Element>
ChunkTotals sum_column(Eigen::Index size, Element&& element) {
  alignas(64) std::array<float, kChunk> losses;
  ChunkTotals totals;
  for (Eigen::Index begin = 0; begin < size; begin += kChunk) {
    const Eigen::Index n = std::min(kChunk, size - begin);
    int right = 0;
    for (Eigen::Index i = 0; i < n; ++i) right += element(begin + i, losses[static_cast<std::size_t>(i)]);
    totals.loss += Eigen::Map<const Eigen::ArrayXf>(losses.data(), n).sum();
    totals.right += right;
  }
  return totals;
}

/// Runs a pixel loss over all samples. kernel(z, y, scale, out, gradient, loss) handles one element.
template <bool kWithGradient, class Kernel>
LossTotals over_pixels(MatrixView& outputs, const Targets& targets, float scale, MatrixView& gradient,
                       Kernel&& kernel) {
  LossTotals totals;
  const Eigen::Index size = outputs.rows();
  const float per_pixel = 1.0F / static_cast<float>(size);
  for (Eigen::Index s = 0; s < outputs.cols(); ++s) {
    float* __restrict out = outputs.col(s).data();
    const float* __restrict target = targets.images.col(s).data();
    float* __restrict g = kWithGradient ? gradient.col(s).data() : nullptr;
    const float pixel_scale = scale * per_pixel;
    const ChunkTotals sums = sum_column(size, [&](Eigen::Index i, float& loss) {
      float derivative = 0.0F;
      const int right = kernel(out[i], target[i], derivative, loss);
      if constexpr (kWithGradient) g[i] = derivative * pixel_scale;
      return right;
    });
    totals.loss += static_cast<double>(sums.loss * per_pixel);
    totals.accuracy += static_cast<double>(sums.right) * static_cast<double>(per_pixel);
  }
  return totals;
}

template <class Kernel>
LossTotals over_pixels(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient, Kernel&& kernel) {
  return gradient.cols() > 0 ? over_pixels<true>(outputs, targets, scale, gradient, kernel)
                             : over_pixels<false>(outputs, targets, scale, gradient, kernel);
}

int agrees(float output, float target) { return static_cast<int>((output > 0.5F) == (target > 0.5F)); }

/// Stable for any logit z: loss = max(z, 0) - z y + log(1 + exp(-|z|)), gradient = sigmoid(z) - y.
LossTotals bce_from_logits(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  return over_pixels(outputs, targets, scale, gradient, [](float& out, float y, float& derivative, float& loss) {
    const float z = out;
    const float e = fast_exp(-std::fabs(z));
    const float r = 1.0F / (1.0F + e);
    const float p = z >= 0.0F ? r : e * r;
    loss = (z >= 0.0F ? z : 0.0F) - z * y + fast_log1p_unit(e);
    derivative = p - y;
    out = p;
    return agrees(p, y);
  });
}

/// For activations other than sigmoid; outputs are clipped away from 0 and 1 as Keras does (epsilon 1e-7).
LossTotals bce_from_activations(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  return over_pixels(outputs, targets, scale, gradient, [](float& out, float y, float& derivative, float& loss) {
    constexpr float kEpsilon = 1e-7F;
    const float p = std::min(std::max(out, kEpsilon), 1.0F - kEpsilon);
    loss = -(y * fast_log(p) + (1.0F - y) * fast_log(1.0F - p));
    derivative = p == out ? (p - y) / (p * (1.0F - p)) : 0.0F;  // no slope where the clip is active
    return agrees(out, y);
  });
}

LossTotals mse(MatrixView outputs, const Targets& targets, float scale, MatrixView gradient) {
  return over_pixels(outputs, targets, scale, gradient, [](float& out, float y, float& derivative, float& loss) {
    const float difference = out - y;
    loss = difference * difference;
    derivative = 2.0F * difference;
    return agrees(out, y);
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
