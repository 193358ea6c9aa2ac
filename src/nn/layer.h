#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/matrix.h"
#include "core/random.h"
#include "core/result.h"
#include "core/shape.h"

namespace lab {

/// One named array among a layer's parameters: where it lies in the layer's slab and what may be done to it.
struct ParameterArray {
  std::string name;        ///< Keras's: "kernel", "bias"
  std::vector<int> shape;  ///< Keras's layout, row-major: dense kernels are (inputs, units)
  int offset = 0;          ///< floats from the start of the layer's parameters
  int size = 0;
  float l2 = 0.0F;  ///< the penalty l2 * sum(w^2) is added to the loss; 0: none
};

/// A run of the layer's parameters whose gradient one thread computes: [offset, offset + size).
struct GradientBlock {
  int offset = 0;
  int size = 0;
};

/// What a layer needs and makes, told before anything is allocated.
struct LayerPlan {
  Shape output;
  std::vector<ParameterArray> parameters;      ///< back to back, in slab order
  std::vector<GradientBlock> gradient_blocks;  ///< disjoint, together all parameters; independent of the thread count

  [[nodiscard]] int parameter_count() const {
    return parameters.empty() ? 0 : parameters.back().offset + parameters.back().size;
  }
};

/// Some samples (columns) on their way up.
struct ForwardPass {
  std::span<const float> parameters;
  ConstMatrixView input;  ///< input features x samples
  MatrixView output;      ///< output features x samples; written
};

/// Some samples on their way down.
struct BackwardPass {
  std::span<const float> parameters;
  ConstMatrixView input;       ///< as in the forward pass
  ConstMatrixView output;      ///< as the forward pass left it
  MatrixView output_gradient;  ///< dL/d output; the layer may replace it by what its gradient() wants to read
  MatrixView input_gradient;   ///< dL/d input; written. No columns where nobody needs it (the first layer)
};

/// The whole batch, after every sample's backward pass.
struct GradientPass {
  ConstMatrixView input;            ///< input features x batch
  ConstMatrixView output_gradient;  ///< as backward() left it; output features x batch
  int block = 0;                    ///< which of the plan's gradient blocks
  std::span<float> gradient;        ///< that block; written
};

/// A layer is planned, then run. Parameters and activations belong to the Network; a layer holds only sizes, so several
/// threads may run it on different samples at once. No call after plan() allocates.
class Layer {
 public:
  virtual ~Layer() = default;

  /// Checks the input shape and says what the layer needs. The error names what is wrong and both shapes.
  virtual Result<LayerPlan> plan(const Shape& input) = 0;

  /// Draws starting values for all parameters.
  virtual void initialize(RandomKey key, std::span<float> parameters) const = 0;

  virtual void forward(const ForwardPass& pass) const = 0;
  virtual void backward(const BackwardPass& pass) const = 0;
  virtual void gradient(const GradientPass& pass) const = 0;
};

}  // namespace lab
