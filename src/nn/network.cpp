#include "nn/network.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include "nn/activations.h"
#include "nn/layer_kinds.h"
#include "nn/optimizers.h"

namespace lab {
namespace {

// The slabs of the largest sensible experiment are far below this; absurd ones are refused before they are allocated.
constexpr std::int64_t kMaxSlabFloats = 24LL << 20;

/// How many samples one task runs through the layers: enough for an efficient product, few enough that two to four
/// threads share a small batch. Depends on the batch alone, so that results do not depend on the threads.
int shard_samples(int batch) { return batch >= 64 ? 32 : std::max(8, (batch + 1) / 2); }

float* offset(AlignedVector& slab, std::int64_t floats) { return slab.data() + floats; }

}  // namespace

struct Network::Impl {
  struct Stage {
    std::unique_ptr<Layer> layer;
    int inputs = 0;
    int outputs = 0;
    int parameter_offset = 0;
    int parameter_count = 0;
    std::int64_t activation_offset = 0;  // in activations and in activation_gradients: outputs x max_batch
    std::vector<GradientBlock> blocks;
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
  int parameter_total = 0;

  AlignedVector parameters, gradients, moments_1, moments_2;
  AlignedVector inputs, targets, activations, activation_gradients;
  std::vector<std::uint8_t> labels;
  std::vector<LossTotals> shard_totals;
  std::int64_t step = 0;

  MatrixView input_columns(int first, int count) {
    const int size = input_shape.size();
    return {offset(inputs, std::int64_t{first} * size), size, count};
  }
  MatrixView activation(int stage, int first, int count) { return columns(activations, stage, first, count); }
  MatrixView activation_gradient(int stage, int first, int count) {
    return columns(activation_gradients, stage, first, count);
  }
  MatrixView columns(AlignedVector& slab, int stage, int first, int count) {
    const Stage& s = stages[static_cast<std::size_t>(stage)];
    return {offset(slab, s.activation_offset + std::int64_t{first} * s.outputs), s.outputs, count};
  }
  ConstMatrixView stage_input(int stage, int first, int count) {
    const MatrixView view = stage == 0 ? input_columns(first, count) : activation(stage - 1, first, count);
    return {view.data(), view.rows(), view.cols()};
  }
  [[nodiscard]] int last_stage() const { return static_cast<int>(stages.size()) - 1; }
  static std::span<float> slice(AlignedVector& slab, int begin, int size) {
    return std::span(slab).subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(size));
  }

  void allocate();
  void forward_stage(int stage, int first, int count);
  LossTotals run_shard(int first, int count, int batch, bool with_gradient, FillBatch fill);
  LossTotals run_shards(ThreadPool& pool, int count, bool with_gradient, FillBatch fill);
  void run_block(const BlockTask& task, int count, const OptimizerSpec* optimizer);
  [[nodiscard]] double penalty() const;
};

// --- planning --------------------------------------------------------------------------------------------------------

Result<Network> Network::plan(const NetworkSpec& spec, int max_batch) {
  if (spec.layers.empty()) return Error{"The network has no layers."};
  if (max_batch < 1) return Error{"The batch size must be at least 1."};
  auto impl = std::make_unique<Impl>();
  impl->input_shape = spec.input;
  impl->max_batch = max_batch;
  impl->loss = find_loss(spec.loss);
  if (impl->loss == nullptr) return Error{"There is no loss called \"" + spec.loss + "\"."};

  Shape shape = spec.input;
  std::int64_t activation_total = 0;
  std::int64_t parameter_total = 0;
  std::map<std::string, int> used;
  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    LayerSpec layer_spec = spec.layers[i];
    const bool last = i + 1 == spec.layers.size();
    const std::string activation = layer_spec.text("activation", "linear");
    if (last && !impl->loss->fused_activation.empty() && activation == impl->loss->fused_activation) {
      impl->fused = true;
      impl->fused_activation = find_activation(activation);
      layer_spec.set("activation", std::string("linear"));
    }

    const std::string position = "Layer " + std::to_string(i + 1) + " (" + layer_spec.kind() + "): ";
    auto layer = make_layer(layer_spec);
    if (!layer) return Error{position + layer.error().message};
    auto plan = (*layer)->plan(shape);
    if (!plan) return Error{position + plan.error().message};

    Impl::Stage stage;
    stage.inputs = shape.size();
    stage.outputs = plan->output.size();
    stage.parameter_offset = static_cast<int>(parameter_total);
    stage.parameter_count = plan->parameter_count();
    stage.activation_offset = activation_total;
    stage.blocks = plan->gradient_blocks;
    stage.layer = std::move(*layer);
    activation_total += std::int64_t{stage.outputs} * max_batch;
    parameter_total += stage.parameter_count;
    if (parameter_total > kMaxSlabFloats || activation_total > kMaxSlabFloats) {
      return Error{position + "with it the network needs too much memory; use fewer units or a smaller batch."};
    }

    for (int b = 0; b < static_cast<int>(stage.blocks.size()); ++b) {
      impl->block_tasks.push_back({static_cast<int>(i), b});
    }
    NetworkLayer info;
    const int same = used[layer_spec.kind()]++;
    info.name = layer_spec.kind() + (same == 0 ? "" : "_" + std::to_string(same));
    info.title = find_layer_kind(layer_spec.kind())->title;
    info.output = plan->output;
    info.parameter_count = stage.parameter_count;
    for (ParameterArray array : plan->parameters) {
      array.offset += stage.parameter_offset;
      if (array.l2 > 0.0F) impl->penalties.push_back({array.offset, array.offset + array.size, array.l2});
      info.parameters.push_back(std::move(array));
    }
    shape = info.output;
    impl->layers.push_back(std::move(info));
    impl->stages.push_back(std::move(stage));
  }
  impl->output_shape = shape;
  impl->parameter_total = static_cast<int>(parameter_total);

  if (!impl->fused && impl->loss->plain == nullptr) {
    return Error{"The loss " + spec.loss + " needs a last layer with the activation " +
                 std::string(impl->loss->fused_activation) + "."};
  }
  if (!impl->loss->needs_labels && shape.size() != spec.input.size()) {
    return Error{"The last layer makes " + shape.to_string() + ", but it must rebuild the input " +
                 spec.input.to_string() + "."};
  }
  if (impl->block_tasks.size() > ThreadPool::kMaxTasks) return Error{"The network has too many parameters."};
  impl->allocate();
  return Network(std::move(impl));
}

void Network::Impl::allocate() {
  const auto batch = static_cast<std::size_t>(max_batch);
  std::size_t activation_total = 0;
  for (const Stage& stage : stages) activation_total += static_cast<std::size_t>(stage.outputs) * batch;
  const auto parameter_floats = static_cast<std::size_t>(parameter_total);
  for (AlignedVector* slab : {&parameters, &gradients, &moments_1, &moments_2}) slab->assign(parameter_floats, 0.0F);
  for (AlignedVector* slab : {&activations, &activation_gradients}) slab->assign(activation_total, 0.0F);
  inputs.assign(static_cast<std::size_t>(input_shape.size()) * batch, 0.0F);
  if (loss->needs_labels) {
    labels.assign(batch, 0);
  } else {
    targets.assign(static_cast<std::size_t>(output_shape.size()) * batch, 0.0F);
  }
  shard_totals.resize(batch);
}

void Network::initialize(std::uint64_t seed) {
  for (std::size_t i = 0; i < impl_->stages.size(); ++i) {
    const auto& stage = impl_->stages[i];
    stage.layer->initialize(random_key(seed, Stream::init, i),
                            Impl::slice(impl_->parameters, stage.parameter_offset, stage.parameter_count));
  }
  for (AlignedVector* slab : {&impl_->gradients, &impl_->moments_1, &impl_->moments_2}) std::ranges::fill(*slab, 0.0F);
  impl_->step = 0;
}

void Network::copy_state(const Network& other) {
  assert(impl_->parameter_total == other.impl_->parameter_total);
  impl_->parameters = other.impl_->parameters;
  impl_->moments_1 = other.impl_->moments_1;
  impl_->moments_2 = other.impl_->moments_2;
  impl_->step = other.impl_->step;
}

// --- running ---------------------------------------------------------------------------------------------------------

void Network::Impl::forward_stage(int stage, int first, int count) {
  const Stage& s = stages[static_cast<std::size_t>(stage)];
  s.layer->forward({.parameters = slice(parameters, s.parameter_offset, s.parameter_count),
                    .input = stage_input(stage, first, count),
                    .output = activation(stage, first, count)});
}

LossTotals Network::Impl::run_shard(int first, int count, int batch, bool with_gradient, FillBatch fill) {
  const int target_size = loss->needs_labels ? 0 : output_shape.size();
  MatrixView target(target_size > 0 ? offset(targets, std::int64_t{first} * target_size) : nullptr, target_size,
                    target_size > 0 ? count : 0);
  const std::span<std::uint8_t> shard_labels =
      labels.empty() ? std::span<std::uint8_t>()
                     : std::span(labels).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
  fill(first, input_columns(first, count), target, shard_labels);

  const int last = last_stage();
  for (int i = 0; i <= last; ++i) forward_stage(i, first, count);

  const Targets wanted{ConstMatrixView(target.data(), target.rows(), target.cols()), shard_labels};
  const auto evaluate_loss = fused ? loss->fused : loss->plain;
  MatrixView no_gradient(nullptr, 0, 0);
  const LossTotals totals = evaluate_loss(activation(last, first, count), wanted, 1.0F / static_cast<float>(batch),
                                          with_gradient ? activation_gradient(last, first, count) : no_gradient);
  if (!with_gradient) return totals;

  for (int i = last; i >= 0; --i) {
    const Stage& s = stages[static_cast<std::size_t>(i)];
    const MatrixView output = activation(i, first, count);
    s.layer->backward({.parameters = slice(parameters, s.parameter_offset, s.parameter_count),
                       .input = stage_input(i, first, count),
                       .output = ConstMatrixView(output.data(), output.rows(), output.cols()),
                       .output_gradient = activation_gradient(i, first, count),
                       .input_gradient = i > 0 ? activation_gradient(i - 1, first, count) : no_gradient});
  }
  return totals;
}

LossTotals Network::Impl::run_shards(ThreadPool& pool, int count, bool with_gradient, FillBatch fill) {
  assert(count >= 1 && count <= max_batch);
  const int size = shard_samples(count);
  const int shards = (count + size - 1) / size;
  pool.run(shards, [&](int shard) {
    const int first = shard * size;
    shard_totals[static_cast<std::size_t>(shard)] =
        run_shard(first, std::min(size, count - first), count, with_gradient, fill);
  });
  LossTotals totals;
  for (int shard = 0; shard < shards; ++shard) totals += shard_totals[static_cast<std::size_t>(shard)];
  return totals;
}

void Network::Impl::run_block(const BlockTask& task, int count, const OptimizerSpec* optimizer) {
  const Stage& s = stages[static_cast<std::size_t>(task.stage)];
  const GradientBlock& block = s.blocks[static_cast<std::size_t>(task.block)];
  const int begin = s.parameter_offset + block.offset;
  const int end = begin + block.size;
  const MatrixView output_gradient = activation_gradient(task.stage, 0, count);
  s.layer->gradient({.input = stage_input(task.stage, 0, count),
                     .output_gradient = ConstMatrixView(output_gradient.data(), output_gradient.rows(), count),
                     .block = task.block,
                     .gradient = slice(gradients, begin, block.size)});
  for (const Penalty& p : penalties) {
    for (int i = std::max(begin, p.begin); i < std::min(end, p.end); ++i) {
      gradients[static_cast<std::size_t>(i)] += 2.0F * p.l2 * parameters[static_cast<std::size_t>(i)];
    }
  }
  if (optimizer == nullptr) return;
  find_optimizer(optimizer->kind)
      ->update(*optimizer, step,
               {.parameters = slice(parameters, begin, block.size),
                .gradients = slice(gradients, begin, block.size),
                .moments_1 = slice(moments_1, begin, block.size),
                .moments_2 = slice(moments_2, begin, block.size)});
}

double Network::Impl::penalty() const {
  double sum = 0.0;
  for (const Penalty& p : penalties) {
    sum += static_cast<double>(p.l2 * ConstVectorView(parameters.data() + p.begin, p.end - p.begin).squaredNorm());
  }
  return sum;
}

LossTotals Network::train_step(ThreadPool& pool, int count, const OptimizerSpec& optimizer, FillBatch fill) {
  const double penalty = impl_->penalty();
  LossTotals totals = impl_->run_shards(pool, count, true, fill);
  totals.loss += penalty * count;
  ++impl_->step;
  pool.run(static_cast<int>(impl_->block_tasks.size()),
           [&](int i) { impl_->run_block(impl_->block_tasks[static_cast<std::size_t>(i)], count, &optimizer); });
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
  for (const auto& task : impl_->block_tasks) impl_->run_block(task, count, nullptr);
  return totals;
}

ConstMatrixView Network::predict(ThreadPool& pool, const ConstMatrixView& input, int first_layer, int last_layer) {
  const int count = static_cast<int>(input.cols());
  assert(count >= 1 && count <= impl_->max_batch);
  assert(0 <= first_layer && first_layer < last_layer && last_layer <= static_cast<int>(impl_->stages.size()));
  const int size = shard_samples(count);
  pool.run((count + size - 1) / size, [&](int shard) {
    const int first = shard * size;
    const int n = std::min(size, count - first);
    MatrixView start = first_layer == 0 ? impl_->input_columns(first, n) : impl_->activation(first_layer - 1, first, n);
    start = input.middleCols(first, n);
    for (int i = first_layer; i < last_layer; ++i) impl_->forward_stage(i, first, n);
    if (impl_->fused && last_layer == static_cast<int>(impl_->stages.size())) {
      impl_->fused_activation->apply(impl_->activation(last_layer - 1, first, n));
    }
  });
  const MatrixView result = impl_->activation(last_layer - 1, 0, count);
  return {result.data(), result.rows(), result.cols()};
}

// --- looking at it ---------------------------------------------------------------------------------------------------

Network::Network(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

ConstMatrixView Network::output(int count) const {
  const MatrixView view = impl_->activation(impl_->last_stage(), 0, count);
  return {view.data(), view.rows(), view.cols()};
}
ConstMatrixView Network::input(int count) const { return impl_->stage_input(0, 0, count); }

const Shape& Network::input_shape() const { return impl_->input_shape; }
const Shape& Network::output_shape() const { return impl_->output_shape; }
int Network::max_batch() const { return impl_->max_batch; }
int Network::parameter_count() const { return impl_->parameter_total; }
std::span<const NetworkLayer> Network::layers() const { return impl_->layers; }
const LossKind& Network::loss() const { return *impl_->loss; }
std::span<float> Network::parameters() { return impl_->parameters; }
std::span<const float> Network::parameters() const { return impl_->parameters; }
std::span<const float> Network::gradients() const { return impl_->gradients; }

}  // namespace lab
