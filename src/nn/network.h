#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/aligned_vector.h"
#include "core/function_ref.h"
#include "core/result.h"
#include "core/shape.h"
#include "core/thread_pool.h"
#include "nn/layer.h"
#include "nn/layer_spec.h"
#include "nn/losses.h"
#include "nn/optimizer_spec.h"

namespace lab {

/// What a network is made from.
struct NetworkSpec {
  Shape input;
  std::vector<LayerSpec> layers;
  std::string loss;
  bool rebuilds_input = true;  ///< unless the loss is one on classes, the output must have the size of the input
};

/// A planned layer inside a network, for summaries, saved files and drawings.
struct NetworkLayer {
  std::string kind;   ///< LayerSpec::kind(): "dense"
  std::string name;   ///< Keras's naming: "dense", "dense_1"
  std::string title;  ///< "Dense"
  Shape output;
  std::vector<ParameterArray> parameters;  ///< offsets count from the start of the network's parameters
  int parameter_count = 0;
  int trainable_count = 0;
};

struct StepProfile;

/// A chain of layers with its loss, planned once: parameters, gradients and moments are one slab each, activations
/// another. Nothing is allocated while it runs. All state belongs to the caller's thread (the trainer's), which lends
/// parts of a step to a ThreadPool. Results do not depend on the number of threads, bit for bit: samples are split into
/// shards by the batch size alone, parameter gradients are computed over the whole batch in fixed blocks, and sums are
/// taken in order.
class Network {
 public:
  /// Where the samples of a batch come from: writes columns first .. first + input.cols() - 1 of the batch, called for
  /// disjoint ranges from several threads at once. `target` has no columns for losses on classes, `labels` is empty for
  /// losses on images.
  using FillBatch = FunctionRef<void(int first, MatrixView input, MatrixView target, std::span<std::uint8_t> labels)>;

  /// Plans the layers for batches of up to `max_batch` samples without taking the memory: only what looks at a network
  /// may be called before allocate(). Refuses with a sentence that names the layer and the shapes.
  static Result<Network> outline(const NetworkSpec& spec, int max_batch);

  /// outline() and allocate(). Also refused is what this machine's memory could not hold.
  static Result<Network> plan(const NetworkSpec& spec, int max_batch);

  /// Takes memory_bytes(max_batch()); all numbers are zero.
  void allocate();

  /// Makes room for batches of another size; parameters, moments and step count stay. The memory for the old size is
  /// given back before that for the new one is taken.
  void set_max_batch(int max_batch);

  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  /// Draws starting values (the same for the same seed) and forgets the optimizer's moments.
  void initialize(std::uint64_t seed);

  /// Takes these parameters, parameter_count() of them, and forgets the optimizer's moments.
  void restore(std::span<const float> parameters);

  /// Looks at a batch of a training step before the network is changed; false leaves it as it was.
  using AcceptBatch = FunctionRef<bool(const LossTotals& totals)>;

  /// One optimizer step on a batch of `count` <= max_batch samples: forward, loss, backward, update. Returns sums over
  /// the samples before the update; the loss includes the L2 penalty (count times), as Keras reports it.
  LossTotals train_step(ThreadPool& pool, int count, const OptimizerSpec& optimizer, FillBatch fill) {
    return train_step(pool, count, optimizer, fill, [](const LossTotals&) { return true; });
  }
  LossTotals train_step(ThreadPool& pool, int count, const OptimizerSpec& optimizer, FillBatch fill,
                        AcceptBatch accept);

  /// Forward and loss only; otherwise as train_step().
  LossTotals evaluate(ThreadPool& pool, int count, FillBatch fill);

  /// The gradients that train_step() would use, left in gradients(); parameters stay as they are. For tests.
  LossTotals compute_gradients(ThreadPool& pool, int count, FillBatch fill);

  /// Activations of the last layer for the batch that was last evaluated; valid until the next call. (Training may put
  /// gradients in their place.)
  [[nodiscard]] ConstMatrixView output(int count) const;
  /// Likewise of any layer; of those before the last one after a training step too, and when its batch is looked at.
  [[nodiscard]] ConstMatrixView activations(int layer, int count) const;
  /// Inputs of the batch that was last run.
  [[nodiscard]] ConstMatrixView input(int count) const;

  /// Runs layers first .. last - 1 on the columns of `input` (at most max_batch): the encoder alone, the decoder alone,
  /// or the whole network. The view is valid until the next call.
  ConstMatrixView predict(ThreadPool& pool, const ConstMatrixView& input, int first_layer, int last_layer);

  /// From now on every part of a step is timed, in a pool of one thread; null: no longer. The profile must outlive
  /// that.
  void set_profile(StepProfile* profile);

  [[nodiscard]] const Shape& input_shape() const;
  [[nodiscard]] const Shape& output_shape() const;
  [[nodiscard]] int max_batch() const;
  [[nodiscard]] int parameter_count() const;
  [[nodiscard]] int trainable_count() const;
  /// Numbers that all layers together make of one sample: a measure of how long a pass takes.
  [[nodiscard]] std::int64_t activations_per_sample() const;
  /// What parameters, activations and gradients take with that much room for a batch, in bytes.
  [[nodiscard]] std::int64_t memory_bytes(int max_batch) const;
  /// The large blocks of it, in bytes, in the order in which allocate() takes them.
  [[nodiscard]] std::vector<std::int64_t> block_bytes(int max_batch) const;
  /// Where they are, once they are allocated.
  [[nodiscard]] std::vector<const void*> blocks() const;
  [[nodiscard]] std::span<const NetworkLayer> layers() const;
  [[nodiscard]] const LossKind& loss() const;

  /// Flat, layer after layer, each layer's arrays in Keras's row-major layout.
  [[nodiscard]] std::span<float> parameters();
  [[nodiscard]] std::span<const float> parameters() const;
  [[nodiscard]] std::span<const float> gradients() const;

 private:
  struct Impl;
  explicit Network(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lab
