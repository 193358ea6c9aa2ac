// Running a network: the parallel phases of a step. See "A training step" in ARCHITECTURE.md.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/cache_lines.h"
#include "nn/network_impl.h"
#include "nn/optimizers.h"

namespace lab {

// Enough samples for an efficient product, few enough that two to four threads share a small batch. Samples of
// convolutions are work enough alone; there each shard has parameter gradients of its own, so there are never more than
// eight of them. Depends on the batch and the network alone, so that results do not depend on the threads.
int Network::Impl::shard_samples(int batch) const {
  if (has_convolutions) return std::max(4, (batch + 7) / 8);
  return batch >= 128 ? 16 : batch >= 64 ? 32 : std::max(8, (batch + 1) / 2);
}

int Network::Impl::most_shards(int largest) const {
  // Batches below 64 make fewer shards than larger ones, so the largest batch has the most.
  const int size = shard_samples(largest);
  return std::max((largest + size - 1) / size, has_convolutions ? 8 : 2);
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

void Network::Impl::fill_shard(const ShardRange& shard, FillBatch fill) {
  const int target_size = loss->needs_labels ? 0 : output_shape.size();
  const MatrixView target(target_size > 0 ? targets.data() + std::int64_t{shard.first} * target_size : nullptr,
                          target_size, target_size > 0 ? shard.count : 0);
  fill(shard.first, input_columns(shard.first, shard.count), target,
       labels.empty() ? std::span<std::uint8_t>() : slice(labels, shard.first, shard.count));
}

// --- up --------------------------------------------------------------------------------------------------------------

void Network::Impl::forward_stage(int stage, const ShardRange& shard, double& penalty) {
  stages[static_cast<std::size_t>(stage)].layer->forward(
      {.step = contexts[static_cast<std::size_t>(stage)],
       .first = shard.first,
       .parameters = stage_parameters(stage),
       .tied_parameters = tied_parameters(stage),
       .input = stage_input(stage, shard.first, shard.count),
       .output = activation(stage, shard.first, shard.count),
       .scratch = slice(scratch, std::int64_t{shard.index} * scratch_total, scratch_total),
       .penalty = penalty});
}

void Network::Impl::gather_forward(int stage, const ShardRange& shard) {
  const Stage& s = stages[static_cast<std::size_t>(stage)];
  const auto sums =
      slice(shard_forward_sums, std::int64_t{shard.index} * forward_statistics_total + s.forward_statistics_offset,
            s.plan.forward_statistics);
  std::ranges::fill(sums, 0.0);
  s.layer->gather_forward(stage_input(stage, shard.first, shard.count), sums);
}

LossTotals Network::Impl::evaluate_loss(const ShardRange& shard, bool with_gradient) {
  const int target_size = targets.empty() ? 0 : output_shape.size();
  const Targets wanted{ConstMatrixView(targets.data() + std::int64_t{shard.first} * target_size, target_size,
                                       target_size > 0 ? shard.count : 0),
                       labels.empty() ? std::span<std::uint8_t>() : slice(labels, shard.first, shard.count)};
  const auto evaluate = fused ? loss->fused : loss->plain;
  const MatrixView no_gradient(nullptr, 0, 0);
  return evaluate(activation(last_stage(), shard.first, shard.count), wanted, 1.0F / static_cast<float>(shard.batch),
                  with_gradient ? activation_gradient(last_stage(), shard.first, shard.count) : no_gradient);
}

// --- down ------------------------------------------------------------------------------------------------------------

BackwardPass Network::Impl::backward_pass(int stage, const ShardRange& shard) {
  const Stage& s = stages[static_cast<std::size_t>(stage)];
  const bool by_shard = s.plan.gradient_by == GradientBy::shard;
  return {.step = contexts[static_cast<std::size_t>(stage)],
          .first = shard.first,
          .parameters = stage_parameters(stage),
          .tied_parameters = tied_parameters(stage),
          .input = stage_input(stage, shard.first, shard.count),
          .output = as_const(activation(stage, shard.first, shard.count)),
          .output_gradient = activation_gradient(stage, shard.first, shard.count),
          .input_gradient = stage > first_trained ? activation_gradient(stage - 1, shard.first, shard.count)
                                                  : MatrixView(nullptr, 0, 0),
          .gradient = slice(shard_gradients, std::int64_t{shard.index} * shard_gradient_total + s.shard_gradient_offset,
                            by_shard ? s.parameter_count : 0),
          .scratch = slice(scratch, std::int64_t{shard.index} * scratch_total, scratch_total)};
}

void Network::Impl::backward_stage(int stage, const ShardRange& shard) {
  const BackwardPass pass = backward_pass(stage, shard);
  std::ranges::fill(pass.gradient, 0.0F);
  stages[static_cast<std::size_t>(stage)].layer->backward(pass);
}

void Network::Impl::gather_backward(int stage, const ShardRange& shard) {
  const Stage& s = stages[static_cast<std::size_t>(stage)];
  const auto sums =
      slice(shard_backward_sums, std::int64_t{shard.index} * backward_statistics_total + s.backward_statistics_offset,
            s.plan.backward_statistics);
  std::ranges::fill(sums, 0.0);
  s.layer->gather_backward(backward_pass(stage, shard), sums);
}

// --- a step ----------------------------------------------------------------------------------------------------------

void Network::Impl::run_up(int begin, int end, const ShardRange& shard, double& penalty) {
  for (int i = begin; i < end; ++i) forward_stage(i, shard, penalty);
  if (end <= last_stage()) gather_forward(end, shard);
}

void Network::Impl::run_down(int begin, int end, const ShardRange& shard) {
  for (int i = begin; i > end; --i) backward_stage(i, shard);
  if (end >= first_trained) gather_backward(end, shard);
}

LossTotals Network::Impl::run_shards(ThreadPool& pool, int count, bool training, FillBatch fill) {
  assert(count >= 1 && count <= max_batch);
  const int size = shard_samples(count);
  const int shards = (count + size - 1) / size;
  prepare(training, count);
  const auto over_shards = [&](auto&& task) {
    pool.run(shards, [&](int shard) {
      const int first = shard * size;
      task(ShardRange{shard, first, std::min(size, count - first), count});
    });
  };
  // Shards are added up in order, whichever finished first.
  const auto add_up = [shards](const std::vector<double>& by_shard, std::vector<double>& sums, int begin, int n) {
    const auto first = static_cast<std::size_t>(begin);
    for (std::size_t i = first; i < first + static_cast<std::size_t>(n); ++i) {
      sums[i] = 0.0;
      for (std::size_t shard = 0; shard < static_cast<std::size_t>(shards); ++shard) {
        sums[i] += by_shard[shard * sums.size() + i];
      }
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
    over_shards([&](const ShardRange& shard) {
      LossTotals& totals = shard_totals[static_cast<std::size_t>(shard.index)];
      if (phase == 0) {
        totals = {};
        fill_shard(shard, fill);
      }
      run_up(begin, end, shard, totals.loss);
      if (!at_top) return;
      totals += evaluate_loss(shard, training);
      if (training) run_down(last_stage(), down_end(0), shard);
    });
    if (at_top) break;
    const Stage& cut = stages[static_cast<std::size_t>(end)];
    add_up(shard_forward_sums, forward_sums, cut.forward_statistics_offset, cut.plan.forward_statistics);
  }
  for (std::size_t phase = 1; phase <= down_cuts; ++phase) {
    const int begin = backward_cuts[phase - 1];
    const Stage& cut = stages[static_cast<std::size_t>(begin)];
    add_up(shard_backward_sums, backward_sums, cut.backward_statistics_offset, cut.plan.backward_statistics);
    over_shards([&](const ShardRange& shard) { run_down(begin, down_end(phase), shard); });
  }

  LossTotals totals;
  for (int shard = 0; shard < shards; ++shard) totals += shard_totals[static_cast<std::size_t>(shard)];
  return totals;
}

void Network::Impl::block_gradient(const BlockTask& task, int count) {
  const Stage& s = stages[static_cast<std::size_t>(task.stage)];
  const GradientBlock& block = s.plan.gradient_blocks[static_cast<std::size_t>(task.block)];
  const int begin = s.parameter_offset + block.offset;
  const int end = begin + block.size;
  const std::span<float> gradient = slice(gradients, begin, block.size);
  if (s.plan.gradient_by == GradientBy::shard) {
    const int size = shard_samples(count);
    const std::int64_t offset = s.shard_gradient_offset + block.offset;
    VectorView sum(gradient.data(), block.size);
    sum = ConstVectorView(shard_gradients.data() + offset, block.size);
    for (int shard = 1; shard * size < count; ++shard) {
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
  const int size = impl.shard_samples(count);
  impl.prepare(false, count);
  pool.run((count + size - 1) / size, [&](int index) {
    const Impl::ShardRange shard{index, index * size, std::min(size, count - index * size), count};
    MatrixView start = first_layer == 0 ? impl.input_columns(shard.first, shard.count)
                                        : impl.activation(first_layer - 1, shard.first, shard.count);
    start = input.middleCols(shard.first, shard.count);
    double no_penalty = 0.0;
    for (int i = first_layer; i < last_layer; ++i) impl.forward_stage(i, shard, no_penalty);
    if (impl.fused && last_layer == static_cast<int>(impl.stages.size())) {
      impl.fused_activation->apply(impl.activation(last_layer - 1, shard.first, shard.count));
    }
  });
  return Impl::as_const(impl.activation(last_layer - 1, 0, count));
}

}  // namespace lab
