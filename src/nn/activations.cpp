#include "nn/activations.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/vec_math.h"

namespace lab {
namespace {

constexpr float kLeakySlope = 0.2F;  // of Keras's function; its layer of that name has another

void linear(MatrixView /*values*/) {}
void linear_backward(const ConstMatrixView& /*activations*/, MatrixView /*gradient*/) {}

void relu(MatrixView values) { values = values.cwiseMax(0.0F); }
void relu_backward(const ConstMatrixView& activations, MatrixView gradient) {
  gradient.array() = (activations.array() > 0.0F).select(gradient.array(), 0.0F);
}

void leaky_relu(MatrixView values) {
  values.array() = (values.array() > 0.0F).select(values.array(), kLeakySlope * values.array());
}
void leaky_relu_backward(const ConstMatrixView& activations, MatrixView gradient) {
  gradient.array() = (activations.array() > 0.0F).select(gradient.array(), kLeakySlope * gradient.array());
}

void elu(MatrixView values) {
  float* v = values.data();
  for (Eigen::Index i = 0; i < values.size(); ++i) v[i] = v[i] > 0.0F ? v[i] : fast_exp(v[i]) - 1.0F;
}
void elu_backward(const ConstMatrixView& activations, MatrixView gradient) {
  gradient.array() =
      (activations.array() > 0.0F).select(gradient.array(), gradient.array() * (activations.array() + 1.0F));
}

// Plain loops over the storage: they vectorise with our own exponential, which Eigen's emulated SSE one does not.
void sigmoid(MatrixView values) {
  float* v = values.data();
  for (Eigen::Index i = 0; i < values.size(); ++i)
    v[i] = v[i] < kLeastExponent ? 0.0F : 1.0F / (1.0F + fast_exp(-v[i]));
}
void sigmoid_backward(const ConstMatrixView& activations, MatrixView gradient) {
  gradient.array() *= activations.array() * (1.0F - activations.array());
}

void tanh(MatrixView values) {
  float* v = values.data();
  // tanh x = sign(x) (1 - e) / (1 + e) with e = exp(-2|x|), which cannot overflow. Where e is near 1 the difference
  // loses digits, so small arguments take the odd Taylor polynomial instead.
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    const float x = v[i];
    const float e = fast_exp(-2.0F * std::fabs(x));
    const float large = std::copysign((1.0F - e) / (1.0F + e), x);
    const float x2 = x * x;
    const float small = x * (1.0F + x2 * (-1.0F / 3.0F + x2 * (2.0F / 15.0F - x2 * (17.0F / 315.0F))));
    v[i] = std::fabs(x) < 0.15F ? small : large;
  }
}
void tanh_backward(const ConstMatrixView& activations, MatrixView gradient) {
  gradient.array() *= 1.0F - activations.array().square();
}

void softmax(MatrixView values) {
  for (Eigen::Index s = 0; s < values.cols(); ++s) {
    float* v = values.col(s).data();
    const float top = values.col(s).maxCoeff();  // shifting by it keeps the exponentials finite
    float sum = 0.0F;
    for (Eigen::Index i = 0; i < values.rows(); ++i) {
      v[i] = exp_or_zero(v[i] - top);
      sum += v[i];
    }
    values.col(s) *= 1.0F / sum;
  }
}
void softmax_backward(const ConstMatrixView& activations, MatrixView gradient) {
  // Jacobian of softmax: dy_i/dz_j = y_i (delta_ij - y_j).
  for (Eigen::Index s = 0; s < gradient.cols(); ++s) {
    const float mean = activations.col(s).dot(gradient.col(s));
    gradient.col(s).array() = activations.col(s).array() * (gradient.col(s).array() - mean);
  }
}

constexpr std::array kKinds = {
    ActivationKind{"linear", linear, linear_backward},
    ActivationKind{"relu", relu, relu_backward},
    ActivationKind{"sigmoid", sigmoid, sigmoid_backward},
    ActivationKind{"tanh", tanh, tanh_backward},
    ActivationKind{"softmax", softmax, softmax_backward},
    ActivationKind{"elu", elu, elu_backward},
    ActivationKind{"leaky_relu", leaky_relu, leaky_relu_backward},
};

}  // namespace

std::span<const ActivationKind> activation_kinds() { return kKinds; }

const ActivationKind* find_activation(std::string_view name) {
  const auto* it = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

}  // namespace lab
