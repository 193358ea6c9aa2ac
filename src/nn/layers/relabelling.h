#pragma once

#include "nn/layer.h"

namespace lab {

/// Passes numbers on unchanged under another shape: what Flatten and Reshape run.
class Relabelling final : public Layer {
 public:
  /// A flat target of size 0 takes whatever size the input has.
  explicit Relabelling(const Shape& target) : target_(target) {}

  Result<LayerPlan> plan(const Shape& input) override {
    LayerPlan plan;
    plan.output = target_.size() == 0 ? Shape::flat(input.size()) : target_;
    if (plan.output.size() == input.size()) return plan;
    return Error{"it cannot turn " + input.to_string() + " into " + plan.output.to_string() +
                 ", which has another number of values."};
  }

  void forward(const ForwardPass& pass) const override {
    MatrixView output = pass.output;
    output = pass.input;
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradient.cols() == 0) return;
    MatrixView input_gradient = pass.input_gradient;
    input_gradient = pass.output_gradient;
  }

 private:
  Shape target_;
};

}  // namespace lab
