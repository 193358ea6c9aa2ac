#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/aligned_vector.h"
#include "nn/activations.h"
#include "nn/batch_groups.h"
#include "nn/network.h"
#include "nn/step_profile.h"

namespace lab {

/// What a Network holds. Only network.cpp (planning, looking) and network_run.cpp (running) include this.
struct Network::Impl {
  struct Stage {
    std::unique_ptr<Layer> layer;
    LayerPlan plan;
    int outputs = 0;
    int parameter_offset = 0;
    int parameter_count = 0;
    int tied_to = -1;                    // the stage whose parameters this one uses too; -1: none
    std::vector<int> tied_by;            // the stages that use this one's
    std::int64_t activation_offset = 0;  // floats per sample before its outputs x max_batch in activations
    std::int64_t gradient_offset = -1;   // in activation_gradients likewise; -1: see activation_gradient()
    int packed_offset = 0;               // in packed
    int shard_gradient_offset = 0;       // in a shard's part of shard_gradients (GradientBy::shard)
    int forward_statistics_offset = 0;   // in forward_sums and a group's part of group_forward_sums
    int backward_statistics_offset = 0;  // likewise
  };
  struct ShardRange {  // the samples that one task runs through the layers: some groups of the batch
    int index;
    int first_group;
    int end_group;
    int first;
    int count;
    int batch;  // samples in the whole batch
  };
  struct BlockTask {
    int stage;
    int block;
  };
  struct Penalty {  // the L2 mask: which parameters are penalised, and how much
    int begin;
    int end;
    float l2;
  };

  Shape input_shape;
  Shape output_shape;
  int max_batch = 0;
  const LossKind* loss = nullptr;
  bool fused = false;  // the last layer hands over logits, the loss applies the activation
  const ActivationKind* fused_activation = nullptr;

  std::vector<Stage> stages;
  std::vector<NetworkLayer> layers;
  std::vector<BlockTask> block_tasks;
  std::vector<Penalty> penalties;
  std::vector<int> packers;        // stages that pack their parameters
  std::vector<int> forward_cuts;   // stages that need statistics of the whole batch before they run, going up
  std::vector<int> backward_cuts;  // likewise coming down, the last stage first
  int first_trained = 0;           // gradients are not carried below this stage
  int parameter_total = 0;
  std::int64_t activation_total = 0;  // floats per sample
  std::int64_t gradient_total = 0;    // likewise
  bool has_convolutions = false;      // some stage gathers its gradient by shard
  int shard_gradient_total = 0;       // floats per shard
  int forward_statistics_total = 0;
  int backward_statistics_total = 0;
  int packed_total = 0;
  int scratch_total = 0;         // floats per shard
  int shared_gradient_rows = 0;  // the largest stage whose activation gradient lives in the two shared buffers

  AlignedVector parameters, gradients, moments_1, moments_2;
  AlignedVector packed;  // what layers make of their parameters in each step
  AlignedVector inputs, targets, activations, activation_gradients;
  // Stages that are done with a gradient as soon as the stage below has its own take turns with two buffers.
  AlignedVector shared_gradients[2];
  AlignedVector shard_gradients, scratch;
  std::vector<double> forward_sums, backward_sums, group_forward_sums, group_backward_sums;
  std::vector<StepContext> contexts;  // per stage
  std::vector<double> block_norms;    // squared gradient norms, for clipping
  std::vector<std::uint8_t> labels;
  std::vector<LossTotals> group_totals;
  std::vector<double> sample_penalties;  // what layers add to the loss, per sample of the batch
  StepProfile* profile = nullptr;
  std::uint64_t seed = 0;
  std::int64_t step = 0;

  // --- views ---

  MatrixView input_columns(int first, int count) {
    const int size = input_shape.size();
    return {inputs.data() + std::int64_t{first} * size, size, count};
  }
  MatrixView activation(int stage, int first, int count) {
    const Stage& s = stages[static_cast<std::size_t>(stage)];
    return {activations.data() + s.activation_offset * max_batch + std::int64_t{first} * s.outputs, s.outputs, count};
  }
  /// `first` must be the first sample of a shard where the stage uses the shared buffers: there every shard has a
  /// region of its own, whatever the size of the stage. The gradient of fused logits takes their place, since nobody
  /// asks for the outputs of a training step: that saves a pass through the cache.
  MatrixView activation_gradient(int stage, int first, int count) {
    const Stage& s = stages[static_cast<std::size_t>(stage)];
    if (fused && stage == last_stage()) return activation(stage, first, count);
    float* const start =
        s.gradient_offset >= 0
            ? activation_gradients.data() + s.gradient_offset * max_batch + std::int64_t{first} * s.outputs
            : shared_gradients[stage % 2].data() + std::int64_t{first} * shared_gradient_rows;
    return {start, s.outputs, count};
  }
  ConstMatrixView stage_input(int stage, int first, int count) {
    const MatrixView view = stage == 0 ? input_columns(first, count) : activation(stage - 1, first, count);
    return {view.data(), view.rows(), view.cols()};
  }
  static ConstMatrixView as_const(const MatrixView& view) { return {view.data(), view.rows(), view.cols()}; }
  [[nodiscard]] int last_stage() const { return static_cast<int>(stages.size()) - 1; }
  template <class Slab>
  static auto slice(Slab& slab, std::int64_t begin, std::int64_t size) {
    return std::span(slab).subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(size));
  }
  std::span<const float> stage_parameters(int stage) {
    const Stage& s = stages[static_cast<std::size_t>(stage)];
    return slice(parameters, s.parameter_offset, s.parameter_count);
  }
  std::span<float> packed_parameters(int stage) {
    const Stage& s = stages[static_cast<std::size_t>(stage)];
    return slice(packed, s.packed_offset, s.plan.packed);
  }
  std::span<const float> tied_parameters(int stage) {
    const int owner = stages[static_cast<std::size_t>(stage)].tied_to;
    return owner >= 0 ? stage_parameters(owner) : std::span<const float>();
  }

  // --- where a part's time goes, if somebody wants to know ---

  [[nodiscard]] double* time_of(double StepProfile::*part) const {
    return profile != nullptr ? &(profile->*part) : nullptr;
  }
  [[nodiscard]] double* time_of(double StepProfile::Layer::*part, int stage) const {
    return profile != nullptr ? &(profile->layers[static_cast<std::size_t>(stage)].*part) : nullptr;
  }

  // --- network.cpp ---

  Status add_stage(const LayerSpec& spec);
  void place_gradients();
  void allocate_parameters();
  void allocate_batch();
  /// The slabs whose size depends on the batch, with their sizes in floats, the largest first: where memory is in
  /// pieces it finds the one that holds it, and the others find theirs after it.
  using BatchSlabs = std::array<std::pair<AlignedVector*, std::int64_t>, 8>;
  [[nodiscard]] BatchSlabs batch_slabs(std::int64_t batch);
  /// The optimizer begins anew.
  void forget_moments();
  [[nodiscard]] Status check_output(const NetworkSpec& spec) const;

  // --- network_run.cpp ---

  /// The groups of a batch; where gradients are gathered by shard each is a shard of its own.
  [[nodiscard]] BatchGroups groups_of(int batch) const;
  /// Groups of any batch of up to `largest` samples, and so many shards at most.
  [[nodiscard]] int most_groups(int largest) const;
  /// Calls run(shard) for each shard of a batch on the threads of the pool.
  template <class Run>
  void over_shards(ThreadPool& pool, int batch, Run&& run);
  /// Calls use(group, first sample, samples) for each group of a shard.
  template <class Use>
  void for_groups(const ShardRange& shard, Use&& use);
  void prepare(bool training, int batch);
  /// For stages begin .. end - 1.
  void pack_parameters(ThreadPool& pool, bool training, int begin, int end);
  void fill_shard(const ShardRange& shard, FillBatch fill);
  void forward_stage(int stage, const ShardRange& shard);
  void gather_forward(int stage, const ShardRange& shard);
  void evaluate_loss(const ShardRange& shard, bool with_gradient);
  /// For `count` samples of the shard from `first` on.
  BackwardPass backward_pass(int stage, const ShardRange& shard, int first, int count);
  void backward_stage(int stage, const ShardRange& shard);
  void gather_backward(int stage, const ShardRange& shard);
  /// Runs stages begin .. end - 1 and gathers the statistics that stage `end` needs, if there is one.
  void run_up(int begin, int end, const ShardRange& shard);
  /// Runs stages begin .. end + 1 backwards and gathers the statistics that stage `end` needs, if it is trained.
  void run_down(int begin, int end, const ShardRange& shard);
  LossTotals run_shards(ThreadPool& pool, int count, bool training, FillBatch fill);
  /// Where a block lies among the network's parameters.
  [[nodiscard]] GradientBlock place_of(const BlockTask& task) const;
  void block_gradient(const BlockTask& task, int count);
  void update_block(const BlockTask& task, const OptimizerSpec& optimizer);
  void update_blocks_clipped(ThreadPool& pool, int count, const OptimizerSpec& optimizer);
  [[nodiscard]] double penalty() const;
};

}  // namespace lab
