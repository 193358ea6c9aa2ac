#pragma once

#include "nn/layer.h"

namespace lab {

/// A layer without parameters that maps each number x to function(x). The slope is a function of x and of y =
/// function(x): Function::operator()(float x) and Function::slope(float x, float y).
template <class Function>
class Elementwise final : public Layer {
 public:
  explicit Elementwise(Function function) : function_(function) {}

  Result<LayerPlan> plan(const Shape& input) override { return LayerPlan{.output = input}; }

  void forward(const ForwardPass& pass) const override {
    const float* __restrict x = pass.input.data();
    MatrixView output = pass.output;
    float* __restrict y = output.data();
    for (Eigen::Index i = 0; i < pass.input.size(); ++i) y[i] = function_(x[i]);
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    const float* __restrict x = pass.input.data();
    const float* __restrict y = pass.output.data();
    const float* __restrict dy = pass.output_gradient.data();
    MatrixView input_gradient = pass.input_gradient;
    float* __restrict dx = input_gradient.data();
    for (Eigen::Index i = 0; i < pass.input.size(); ++i) dx[i] = dy[i] * function_.slope(x[i], y[i]);
  }

 private:
  Function function_;
};

}  // namespace lab
