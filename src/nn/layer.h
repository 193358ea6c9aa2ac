#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/matrix.h"
#include "core/random.h"
#include "core/result.h"
#include "core/shape.h"
#include "nn/extent.h"

namespace lab {

/// One named array among a layer's parameters: where it lies in the layer's slab and what may be done to it.
struct ParameterArray {
  std::string name;        ///< Keras's: "kernel", "bias", "moving_mean"
  std::vector<int> shape;  ///< Keras's layout, row-major: dense kernels are (inputs, units)
  int offset = 0;          ///< floats from the start of the layer's parameters
  int size = 0;
  float l2 = 0.0F;        ///< the penalty l2 * sum(w^2) is added to the loss; 0: none
  bool trainable = true;  ///< false: no gradient, no optimizer; the layer itself updates it (see Layer::update)
};

/// A run of the layer's parameters whose gradient one thread computes: [offset, offset + size).
struct GradientBlock {
  int offset = 0;
  int size = 0;
};

/// Who computes the gradients of a layer's parameters.
enum class GradientBy {
  block,  ///< gradient(), over the whole batch, block by block: best where parameters outnumber activations
  shard   ///< backward() adds to an array of its shard, and shards are added up in order: best for convolutions
};

/// What a layer needs and makes, told before anything is allocated.
struct LayerPlan {
  Shape output;
  std::vector<ParameterArray> parameters = {};      ///< back to back, in slab order
  std::vector<GradientBlock> gradient_blocks = {};  ///< disjoint, together all trainable parameters; independent of the
                                                    ///< thread count
  GradientBy gradient_by = GradientBy::block;
  int packed = 0;               ///< floats that pack() writes, for all samples
  int scratch = 0;              ///< floats that a forward or backward pass may use while it runs
  int forward_statistics = 0;   ///< sums over the batch that a training forward pass needs, see gather_forward()
  int backward_statistics = 0;  ///< likewise for the backward pass, see gather_backward()

  [[nodiscard]] int parameter_count() const {
    return parameters.empty() ? 0 : parameters.back().offset + parameters.back().size;
  }
};

/// What holds for one step of one layer, whichever samples it runs on.
struct StepContext {
  bool training = false;  ///< dropout drops, batch normalization uses the batch's statistics
  int batch = 0;          ///< samples in the whole batch
  RandomKey random;       ///< this layer's random numbers in this step; the same going up and coming down
  std::span<const double> forward_statistics;   ///< the batch's sums; empty unless training
  std::span<const double> backward_statistics;  ///< likewise, on the way down
};

/// The parameters as they are for all samples of a step.
struct PackPass {
  std::span<const float> parameters;
  bool for_input_gradient;  ///< there will be a backward pass that writes it
  std::span<float> packed;  ///< written
};

/// Some samples (columns) on their way up.
struct ForwardPass {
  const StepContext& step;
  int first;  ///< index in the batch of the first of these samples
  std::span<const float> parameters;
  std::span<const float> packed;           ///< as pack() left it
  std::span<const float> tied_parameters;  ///< of the layer that this one is tied to
  ConstMatrixView input;                   ///< input features x samples
  MatrixView output;                       ///< output features x samples; written
  std::span<float> scratch;
  std::span<double> penalties;  ///< one per sample: the layer may add a term of that sample's loss
};

/// Some samples on their way down.
struct BackwardPass {
  const StepContext& step;
  int first;
  std::span<const float> parameters;
  std::span<const float> packed;
  std::span<const float> tied_parameters;
  ConstMatrixView input;       ///< as in the forward pass
  ConstMatrixView output;      ///< as the forward pass left it
  MatrixView output_gradient;  ///< dL/d output; the layer may replace it by what its gradient() wants to read
  MatrixView input_gradient;   ///< dL/d input; written. No columns where nobody needs it (the first layers)
  std::span<float> gradient;   ///< GradientBy::shard: dL/d parameters are added here; otherwise empty
  std::span<float> scratch;
};

/// The whole batch, after every sample's backward pass.
struct GradientPass {
  std::span<const float> parameters;
  ConstMatrixView input;            ///< input features x batch
  ConstMatrixView output;           ///< as the forward pass left it; output features x batch
  ConstMatrixView output_gradient;  ///< as backward() left it; output features x batch
  int block = 0;                    ///< which of the plan's gradient blocks
  std::span<float> gradient;        ///< that block; written
};

/// A layer is planned, then run. Parameters and activations belong to the Network; a layer holds only sizes, so several
/// threads may run it on different samples at once. No call after plan() allocates. L is the mean loss over the batch.
class Layer {
 public:
  virtual ~Layer() = default;

  /// Pixels of the blocks of equal ones that this layer's output consists of, once planned; {1, 1} if it does not.
  [[nodiscard]] virtual Extent repeats() const { return {}; }

  /// Comes before plan(): the layer's input consists of such blocks. It may use that, and may then give the gradient of
  /// a whole block to any one pixel of it.
  virtual void set_input_repeats(Extent /*repeats*/) {}

  /// Checks the input shape and says what the layer needs. The error names what is wrong and both shapes.
  virtual Result<LayerPlan> plan(const Shape& input) = 0;

  /// Draws starting values for all parameters. For layers that have some.
  virtual void initialize(RandomKey /*key*/, std::span<float> /*parameters*/) const {}

  /// Comes before the passes of a step: what the layer makes of its parameters once for all samples.
  virtual void pack(const PackPass& /*pass*/) const {}

  virtual void forward(const ForwardPass& pass) const = 0;
  virtual void backward(const BackwardPass& pass) const = 0;

  /// GradientBy::block: the gradient of one block of parameters.
  virtual void gradient(const GradientPass& /*pass*/) const {}

  /// Sums over some samples that the forward pass of the whole batch needs (LayerPlan::forward_statistics of them);
  /// adds to `sums`.
  virtual void gather_forward(const ConstMatrixView& /*input*/, std::span<double> /*sums*/) const {}

  /// Likewise before the backward pass, whose input_gradient is not to be written yet.
  virtual void gather_backward(const BackwardPass& /*pass*/, std::span<double> /*sums*/) const {}

  /// After a training step: new values for the parameters that are not trainable, from the batch's forward statistics.
  virtual void update(const StepContext& /*step*/, std::span<float> /*parameters*/) const {}

  /// A layer that uses the parameters of an earlier one ("tied weights") names it here, counted from 0; otherwise -1.
  [[nodiscard]] virtual int tied_to() const { return -1; }

  /// Comes before plan(): the input shape and the plan of the layer that this one is tied to.
  virtual Status tie(const Shape& /*owner_input*/, const LayerPlan& /*owner*/) { return {}; }

  /// Adds this layer's share to the gradient of block `pass.block` of the layer that it is tied to. Input and output
  /// gradient are those of this layer.
  virtual void add_tied_gradient(const GradientPass& /*pass*/) const {}
};

}  // namespace lab
