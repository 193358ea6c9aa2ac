// Running a network: the parallel phases of a step. See "A training step" in ARCHITECTURE.md.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/cache_lines.h"
#include "nn/network_impl.h"
#include "nn/optimizers.h"

namespace lab {
namespace {

// Where each shard has gradients of its own: as many as threads may want.
constexpr int kMostCostlyShards = 16;

MatrixView columns_of(MatrixView matrix, int first, int count) {
  return {sample_of(matrix, first), matrix.rows(), count};
}

}  // namespace

BatchGroups Network::Impl::groups_of(int batch) const {
  return has_convolutions ? BatchGroups::at_most(kMostCostlyShards, batch) : BatchGroups::of_eight(batch);
}

int Network::Impl::most_groups(int largest) const {
  if (!has_convolutions) return groups_of(largest).count();
  // Smaller batches may have more groups, but no smaller ones.
  constexpr int kSmallest = 4;
  return std::min((largest + kSmallest - 1) / kSmallest, kMostCostlyShards);
}

template <class Run>
void Network::Impl::over_shards(ThreadPool& pool, int batch, Run&& run) {
  const BatchGroups groups = groups_of(batch);
  const int per_shard = has_convolutions ? 1 : groups.per_shard(pool.threads());
  pool.run((groups.count() + per_shard - 1) / per_shard, [&](int index) {
    const int begin = index * per_shard;
    const int end = std::min(begin + per_shard, groups.count());
    const int first = groups.first(begin);
    run(ShardRange{index, begin, end, first, groups.first(end) - first, batch});
  });
}

template <class Use>
void Network::Impl::for_groups(const ShardRange& shard, Use&& use) {
  const BatchGroups groups = groups_of(shard.batch);
  for (int group = shard.first_group; group < shard.end_group; ++group)
    use(group, groups.first(group), groups.size(group));
}

void Network::Impl::prepare(bool training, int batch) {
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Stage& s = stages[i];
    contexts[i] = {.training = training,
                   .batch = batch,
                   .random = random_key(seed, Stream::dropout, static_cast<std::uint64_t>(step), i),
                   .forward_statistics = {},
                   .backward_statistics = {}};
    if (!training) continue;
    contexts[i].forward_statistics = slice(forward_sums, s.forward_statistics_offset, s.plan.forward_statistics);
    contexts[i].backward_statistics = slice(backward_sums, s.backward_statistics_offset, s.plan.backward_statistics);
  }
}

void Network::Impl::pack_parameters(ThreadPool& pool, bool training, int begin, int end) {
  pool.run(static_cast<int>(packers.size()), [&](int i) {
    const int stage = packers[static_cast<std::size_t>(i)];
    if (stage < begin || stage >= end) return;
    const PartTimer timer(time_of(&StepProfile::Layer::pack, stage));
    stages[static_cast<std::size_t>(stage)].layer->pack({.parameters = stage_parameters(stage),
                                                         .for_input_gradient = training && stage > first_trained,
                                                         .packed = packed_parameters(stage)});
  });
}

void Network::Impl::fill_shard(const ShardRange& shard, FillBatch fill) {
  const PartTimer timer(time_of(&StepProfile::images));
  const int target_size = loss->needs_labels ? 0 : output_shape.size();
  const MatrixView target(target_size > 0 ? targets.data() + std::int64_t{shard.first} * target_size : nullptr,
                          target_size, target_size > 0 ? shard.count : 0);
  fill(shard.first, input_columns(shard.first, shard.count), target,
       labels.empty() ? std::span<std::uint8_t>() : slice(labels, shard.first, shard.count));
}

// --- up --------------------------------------------------------------------------------------------------------------

void Network::Impl::forward_stage(int stage, const ShardRange& shard) {
  const PartTimer timer(time_of(&StepProfile::Layer::forward, stage));
  stages[static_cast<std::size_t>(stage)].layer->forward(
      {.step = contexts[static_cast<std::size_t>(stage)],
       .first = shard.first,
       .parameters = stage_parameters(stage),
       .packed = packed_parameters(stage),
       .tied_parameters = tied_parameters(stage),
       .input = stage_input(stage, shard.first, shard.count),
       .output = activation(stage, shard.first, shard.count),
       .scratch = slice(scratch, std::int64_t{shard.index} * scratch_total, scratch_total),
       .penalties = slice(sample_penalties, shard.first, shard.count)});
}

void Network::Impl::gather_forward(int stage, const ShardRange& shard) {
  const PartTimer timer(time_of(&StepProfile::Layer::forward, stage));
  const Stage& s = stages[static_cast<std::size_t>(stage)];
  for_groups(shard, [&](int group, int first, int count) {
    const auto sums =
        slice(group_forward_sums, std::int64_t{group} * forward_statistics_total + s.forward_statistics_offset,
              s.plan.forward_statistics);
    std::ranges::fill(sums, 0.0);
    s.layer->gather_forward(stage_input(stage, first, count), sums);
  });
}

void Network::Impl::evaluate_loss(const ShardRange& shard, bool with_gradient) {
  const PartTimer timer(time_of(&StepProfile::loss));
  const int target_size = targets.empty() ? 0 : output_shape.size();
  const auto evaluate = fused ? loss->fused : loss->plain;
  const MatrixView output = activation(last_stage(), shard.first, shard.count);
  const MatrixView gradient = activation_gradient(last_stage(), shard.first, shard.count);
  for_groups(shard, [&](int group, int first, int count) {
    const Targets wanted{
        ConstMatrixView(targets.data() + std::int64_t{first} * target_size, target_size, target_size > 0 ? count : 0),
        labels.empty() ? std::span<std::uint8_t>() : slice(labels, first, count)};
    group_totals[static_cast<std::size_t>(group)] =
        evaluate(columns_of(output, first - shard.first, count), wanted, 1.0F / static_cast<float>(shard.batch),
                 with_gradient ? columns_of(gradient, first - shard.first, count) : MatrixView(nullptr, 0, 0));
  });
}

// --- down ------------------------------------------------------------------------------------------------------------

BackwardPass Network::Impl::backward_pass(int stage, const ShardRange& shard, int first, int count) {
  const Stage& s = stages[static_cast<std::size_t>(stage)];
  const bool by_shard = s.plan.gradient_by == GradientBy::shard;
  const auto gradient_of = [&](int which) {
    return columns_of(activation_gradient(which, shard.first, shard.count), first - shard.first, count);
  };
  return {.step = contexts[static_cast<std::size_t>(stage)],
          .first = first,
          .parameters = stage_parameters(stage),
          .packed = packed_parameters(stage),
          .tied_parameters = tied_parameters(stage),
          .input = stage_input(stage, first, count),
          .output = as_const(activation(stage, first, count)),
          .output_gradient = gradient_of(stage),
          .input_gradient = stage > first_trained ? gradient_of(stage - 1) : MatrixView(nullptr, 0, 0),
          .gradient = slice(shard_gradients, std::int64_t{shard.index} * shard_gradient_total + s.shard_gradient_offset,
                            by_shard ? s.parameter_count : 0),
          .scratch = slice(scratch, std::int64_t{shard.index} * scratch_total, scratch_total)};
}

void Network::Impl::backward_stage(int stage, const ShardRange& shard) {
  const PartTimer timer(time_of(&StepProfile::Layer::backward, stage));
  const BackwardPass pass = backward_pass(stage, shard, shard.first, shard.count);
  std::ranges::fill(pass.gradient, 0.0F);
  stages[static_cast<std::size_t>(stage)].layer->backward(pass);
}

void Network::Impl::gather_backward(int stage, const ShardRange& shard) {
  const PartTimer timer(time_of(&StepProfile::Layer::backward, stage));
  const Stage& s = stages[static_cast<std::size_t>(stage)];
  for_groups(shard, [&](int group, int first, int count) {
    const auto sums =
        slice(group_backward_sums, std::int64_t{group} * backward_statistics_total + s.backward_statistics_offset,
              s.plan.backward_statistics);
    std::ranges::fill(sums, 0.0);
    s.layer->gather_backward(backward_pass(stage, shard, first, count), sums);
  });
}

// --- a step ----------------------------------------------------------------------------------------------------------

void Network::Impl::run_up(int begin, int end, const ShardRange& shard) {
  for (int i = begin; i < end; ++i) forward_stage(i, shard);
  if (end <= last_stage()) gather_forward(end, shard);
}

void Network::Impl::run_down(int begin, int end, const ShardRange& shard) {
  for (int i = begin; i > end; --i) backward_stage(i, shard);
  if (end >= first_trained) gather_backward(end, shard);
}

LossTotals Network::Impl::run_shards(ThreadPool& pool, int count, bool training, FillBatch fill) {
  assert(count >= 1 && count <= max_batch);
  prepare(training, count);
  pack_parameters(pool, training, 0, last_stage() + 1);
  const auto groups = static_cast<std::size_t>(groups_of(count).count());
  // Groups are added up in order, whichever finished first.
  const auto add_up = [groups](const std::vector<double>& by_group, std::vector<double>& sums, int begin, int n) {
    const auto first = static_cast<std::size_t>(begin);
    for (std::size_t i = first; i < first + static_cast<std::size_t>(n); ++i) {
      sums[i] = 0.0;
      for (std::size_t group = 0; group < groups; ++group) sums[i] += by_group[group * sums.size() + i];
    }
  };

  // Usually one phase does everything. Each stage that needs statistics of the whole batch ends a phase; the first
  // phase down follows the last one up without a break.
  const std::span<const int> up_cuts = training ? std::span<const int>(forward_cuts) : std::span<const int>();
  const std::size_t down_cuts = training ? backward_cuts.size() : 0;
  const auto down_end = [&](std::size_t phase) { return phase < down_cuts ? backward_cuts[phase] : first_trained - 1; };
  for (std::size_t phase = 0; phase <= up_cuts.size(); ++phase) {
    const int begin = phase == 0 ? 0 : up_cuts[phase - 1];
    const bool at_top = phase == up_cuts.size();
    const int end = at_top ? last_stage() + 1 : up_cuts[phase];
    over_shards(pool, count, [&](const ShardRange& shard) {
      if (phase == 0) {
        std::ranges::fill(slice(sample_penalties, shard.first, shard.count), 0.0);
        fill_shard(shard, fill);
      }
      run_up(begin, end, shard);
      if (!at_top) return;
      evaluate_loss(shard, training);
      if (training) run_down(last_stage(), down_end(0), shard);
    });
    if (at_top) break;
    const Stage& cut = stages[static_cast<std::size_t>(end)];
    add_up(group_forward_sums, forward_sums, cut.forward_statistics_offset, cut.plan.forward_statistics);
  }
  for (std::size_t phase = 1; phase <= down_cuts; ++phase) {
    const int begin = backward_cuts[phase - 1];
    const Stage& cut = stages[static_cast<std::size_t>(begin)];
    add_up(group_backward_sums, backward_sums, cut.backward_statistics_offset, cut.plan.backward_statistics);
    over_shards(pool, count, [&](const ShardRange& shard) { run_down(begin, down_end(phase), shard); });
  }

  LossTotals totals;
  for (std::size_t group = 0; group < groups; ++group) totals += group_totals[group];
  for (const double penalty : slice(sample_penalties, 0, count)) totals.loss += penalty;
  return totals;
}

void Network::Impl::block_gradient(const BlockTask& task, int count) {
  const PartTimer timer(time_of(&StepProfile::Layer::gradient, task.stage));
  const Stage& s = stages[static_cast<std::size_t>(task.stage)];
  const GradientBlock& block = s.plan.gradient_blocks[static_cast<std::size_t>(task.block)];
  const int begin = s.parameter_offset + block.offset;
  const int end = begin + block.size;
  const std::span<float> gradient = slice(gradients, begin, block.size);
  if (s.plan.gradient_by == GradientBy::shard) {
    const int shards = groups_of(count).count();
    const std::int64_t offset = s.shard_gradient_offset + block.offset;
    VectorView sum(gradient.data(), block.size);
    sum = ConstVectorView(shard_gradients.data() + offset, block.size);
    for (int shard = 1; shard < shards; ++shard) {
      sum += ConstVectorView(shard_gradients.data() + std::int64_t{shard} * shard_gradient_total + offset, block.size);
    }
  } else {
    const auto pass_of = [&](int stage) {
      return GradientPass{.parameters = stage_parameters(task.stage),
                          .input = stage_input(stage, 0, count),
                          .output = as_const(activation(stage, 0, count)),
                          .output_gradient = as_const(activation_gradient(stage, 0, count)),
                          .block = task.block,
                          .gradient = gradient};
    };
    s.layer->gradient(pass_of(task.stage));
    for (const int user : s.tied_by) stages[static_cast<std::size_t>(user)].layer->add_tied_gradient(pass_of(user));
  }
  for (const Penalty& p : penalties) {
    for (int i = std::max(begin, p.begin); i < std::min(end, p.end); ++i) {
      gradients[static_cast<std::size_t>(i)] += 2.0F * p.l2 * parameters[static_cast<std::size_t>(i)];
    }
  }
}

GradientBlock Network::Impl::place_of(const BlockTask& task) const {
  const Stage& s = stages[static_cast<std::size_t>(task.stage)];
  const GradientBlock& block = s.plan.gradient_blocks[static_cast<std::size_t>(task.block)];
  return {s.parameter_offset + block.offset, block.size};
}

void Network::Impl::update_block(const BlockTask& task, const OptimizerSpec& optimizer) {
  const PartTimer timer(time_of(&StepProfile::Layer::update, task.stage));
  const auto [begin, size] = place_of(task);
  fetch_to_change(slice(parameters, begin, size));  // all threads have read them
  if (optimizer.clip_value > 0.0F) {
    for (float& g : slice(gradients, begin, size)) {
      g = std::clamp(g, -optimizer.clip_value, optimizer.clip_value);
    }
  }
  find_optimizer(optimizer.kind)
      ->update(optimizer, step,
               {.parameters = slice(parameters, begin, size),
                .gradients = slice(gradients, begin, size),
                .moments_1 = slice(moments_1, begin, size),
                .moments_2 = slice(moments_2, begin, size)});
}

/// Clipping by the norm of all gradients (Pascanu et al. 2013) must know them all before the first update.
void Network::Impl::update_blocks_clipped(ThreadPool& pool, int count, const OptimizerSpec& optimizer) {
  const auto block_of = [&](int i) -> std::span<float> {
    const GradientBlock place = place_of(block_tasks[static_cast<std::size_t>(i)]);
    return slice(gradients, place.offset, place.size);
  };
  const auto blocks = static_cast<int>(block_tasks.size());
  pool.run(blocks, [&](int i) {
    block_gradient(block_tasks[static_cast<std::size_t>(i)], count);
    const std::span<float> g = block_of(i);
    drop_insignificant(g);
    block_norms[static_cast<std::size_t>(i)] =
        static_cast<double>(ConstVectorView(g.data(), static_cast<Eigen::Index>(g.size())).squaredNorm());
  });
  double norm = 0.0;
  for (const double block : block_norms) norm += block;
  norm = std::sqrt(norm);
  const auto limit = static_cast<double>(optimizer.global_clip_norm);
  const auto scale = static_cast<float>(norm > limit ? limit / norm : 1.0);
  pool.run(blocks, [&](int i) {
    for (float& g : block_of(i)) g *= scale;
    update_block(block_tasks[static_cast<std::size_t>(i)], optimizer);
  });
}

double Network::Impl::penalty() const {
  double sum = 0.0;
  for (const Penalty& p : penalties) {
    sum += static_cast<double>(p.l2 * ConstVectorView(parameters.data() + p.begin, p.end - p.begin).squaredNorm());
  }
  return sum;
}

LossTotals Network::train_step(ThreadPool& pool, int count, const OptimizerSpec& optimizer, FillBatch fill,
                               AcceptBatch accept) {
  Impl& impl = *impl_;
  const double penalty = impl.penalty();
  LossTotals totals = impl.run_shards(pool, count, true, fill);
  totals.loss += penalty * count;
  if (!accept(totals)) return totals;
  ++impl.step;
  if (optimizer.global_clip_norm > 0.0F) {
    impl.update_blocks_clipped(pool, count, optimizer);
  } else {
    pool.run(static_cast<int>(impl.block_tasks.size()), [&](int i) {
      const Impl::BlockTask& task = impl.block_tasks[static_cast<std::size_t>(i)];
      impl.block_gradient(task, count);
      impl.update_block(task, optimizer);
    });
  }
  for (std::size_t i = 0; i < impl.stages.size(); ++i) {
    const Impl::Stage& s = impl.stages[i];
    s.layer->update(impl.contexts[i], Impl::slice(impl.parameters, s.parameter_offset, s.parameter_count));
  }
  return totals;
}

LossTotals Network::evaluate(ThreadPool& pool, int count, FillBatch fill) {
  LossTotals totals = impl_->run_shards(pool, count, false, fill);
  totals.loss += impl_->penalty() * count;
  return totals;
}

LossTotals Network::compute_gradients(ThreadPool& pool, int count, FillBatch fill) {
  LossTotals totals = impl_->run_shards(pool, count, true, fill);
  totals.loss += impl_->penalty() * count;
  for (const auto& task : impl_->block_tasks) impl_->block_gradient(task, count);
  return totals;
}

ConstMatrixView Network::predict(ThreadPool& pool, const ConstMatrixView& input, int first_layer, int last_layer) {
  Impl& impl = *impl_;
  const int count = static_cast<int>(input.cols());
  assert(count >= 1 && count <= impl.max_batch);
  assert(0 <= first_layer && first_layer < last_layer && last_layer <= static_cast<int>(impl.stages.size()));
  impl.prepare(false, count);
  impl.pack_parameters(pool, false, first_layer, last_layer);
  impl.over_shards(pool, count, [&](const Impl::ShardRange& shard) {
    MatrixView start = first_layer == 0 ? impl.input_columns(shard.first, shard.count)
                                        : impl.activation(first_layer - 1, shard.first, shard.count);
    start = input.middleCols(shard.first, shard.count);
    for (int i = first_layer; i < last_layer; ++i) impl.forward_stage(i, shard);
    if (impl.fused && last_layer == static_cast<int>(impl.stages.size())) {
      impl.fused_activation->apply(impl.activation(last_layer - 1, shard.first, shard.count));
    }
  });
  return Impl::as_const(impl.activation(last_layer - 1, 0, count));
}

}  // namespace lab
