#include "nn/network.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "nn/layer_kinds.h"
#include "nn/network_impl.h"

namespace lab {
namespace {

// The slabs of the largest sensible experiment are far below this; absurd ones are refused before they are allocated.
constexpr std::int64_t kMaxSlabFloats = 32LL << 20;

// Parameters per task where gradients gathered by shard are added up.
constexpr int kSumBlock = 8192;

std::string position_of(std::size_t index, const std::string& kind) {
  return "Layer " + std::to_string(index + 1) + " (" + kind + "): ";
}

/// Gradient blocks for a layer whose gradients are gathered by shard: its trainable arrays in pieces.
std::vector<GradientBlock> sum_blocks(const std::vector<ParameterArray>& arrays) {
  std::vector<GradientBlock> blocks;
  for (const ParameterArray& array : arrays) {
    if (!array.trainable) continue;
    for (int begin = 0; begin < array.size; begin += kSumBlock) {
      blocks.push_back({array.offset + begin, std::min(kSumBlock, array.size - begin)});
    }
  }
  return blocks;
}

}  // namespace

// --- planning --------------------------------------------------------------------------------------------------------

Result<Network> Network::plan(const NetworkSpec& spec, int max_batch) {
  if (spec.layers.empty()) return Error{"The network has no layers."};
  if (max_batch < 1) return Error{"The batch size must be at least 1."};
  auto impl = std::make_unique<Impl>();
  impl->input_shape = spec.input;
  impl->max_batch = max_batch;
  impl->loss = find_loss(spec.loss);
  if (impl->loss == nullptr) return Error{"There is no loss called \"" + spec.loss + "\"."};

  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    LayerSpec layer = spec.layers[i];
    const std::string activation = layer.text("activation", "linear");
    const bool last = i + 1 == spec.layers.size();
    if (last && !impl->loss->fused_activation.empty() && activation == impl->loss->fused_activation) {
      impl->fused = true;
      impl->fused_activation = find_activation(activation);
      layer.set("activation", std::string("linear"));
    }
    if (const Status status = impl->add_stage(layer); !status) {
      return Error{position_of(i, layer.kind()) + status.error().message};
    }
  }
  impl->output_shape = impl->layers.back().output;
  if (const Status status = impl->check_output(spec); !status) return status.error();
  impl->place_gradients();
  impl->allocate();
  return Network(std::move(impl));
}

Status Network::Impl::add_stage(const LayerSpec& spec) {
  const int index = static_cast<int>(stages.size());
  const Shape input = index == 0 ? input_shape : layers.back().output;
  auto layer = make_layer(spec);
  if (!layer) return layer.error();
  Stage stage;
  stage.tied_to = (*layer)->tied_to();
  if (stage.tied_to >= index) return Error{"it can be tied only to a layer before it."};
  if (stage.tied_to >= 0) {
    Stage& owner = stages[static_cast<std::size_t>(stage.tied_to)];
    const Shape owner_input =
        stage.tied_to == 0 ? input_shape : layers[static_cast<std::size_t>(stage.tied_to) - 1].output;
    if (const Status status = (*layer)->tie(owner_input, owner.plan); !status) return status;
    owner.tied_by.push_back(index);
  }
  if (index > 0) (*layer)->set_input_repeats(stages.back().layer->repeats());
  auto plan = (*layer)->plan(input);
  if (!plan) return plan.error();

  stage.layer = std::move(*layer);
  stage.plan = std::move(*plan);
  if (stage.plan.gradient_by == GradientBy::shard) {
    stage.plan.gradient_blocks = sum_blocks(stage.plan.parameters);
    stage.shard_gradient_offset = shard_gradient_total;
    shard_gradient_total += stage.plan.parameter_count();
    has_convolutions = true;
  }
  stage.outputs = stage.plan.output.size();
  stage.parameter_offset = parameter_total;
  stage.parameter_count = stage.plan.parameter_count();
  stage.activation_offset = activation_total;
  stage.forward_statistics_offset = forward_statistics_total;
  stage.backward_statistics_offset = backward_statistics_total;
  forward_statistics_total += stage.plan.forward_statistics;
  backward_statistics_total += stage.plan.backward_statistics;
  if (stage.plan.forward_statistics > 0) forward_cuts.push_back(index);
  if (stage.plan.backward_statistics > 0) backward_cuts.insert(backward_cuts.begin(), index);
  scratch_total = std::max(scratch_total, stage.plan.scratch);
  activation_total += std::int64_t{stage.outputs} * max_batch;
  if (std::int64_t{parameter_total} + stage.parameter_count > kMaxSlabFloats || activation_total > kMaxSlabFloats) {
    return Error{"with it the network needs too much memory; use a smaller layer or a smaller batch."};
  }
  parameter_total += stage.parameter_count;
  for (int b = 0; b < static_cast<int>(stage.plan.gradient_blocks.size()); ++b) block_tasks.push_back({index, b});
  if (block_tasks.size() > ThreadPool::kMaxTasks) return Error{"with it the network has too many parameters."};

  NetworkLayer info;
  const auto same = std::ranges::count(layers, spec.kind(), &NetworkLayer::kind);
  info.kind = spec.kind();
  info.name = spec.kind() + (same == 0 ? "" : "_" + std::to_string(same));
  info.title = find_layer_kind(spec.kind())->title;
  info.output = stage.plan.output;
  info.parameter_count = stage.parameter_count;
  for (ParameterArray array : stage.plan.parameters) {
    array.offset += stage.parameter_offset;
    if (array.l2 > 0.0F) penalties.push_back({array.offset, array.offset + array.size, array.l2});
    if (array.trainable) info.trainable_count += array.size;
    info.parameters.push_back(std::move(array));
  }
  layers.push_back(std::move(info));
  stages.push_back(std::move(stage));
  return {};
}

Status Network::Impl::check_output(const NetworkSpec& spec) const {
  if (!fused && loss->plain == nullptr) {
    return Error{"The loss " + spec.loss + " needs a last layer with the activation " +
                 std::string(loss->fused_activation) + "."};
  }
  if (spec.rebuilds_input && !loss->needs_labels && output_shape.size() != spec.input.size()) {
    return Error{"The last layer makes " + output_shape.to_string() + ", but it must rebuild the input " +
                 spec.input.to_string() + "."};
  }
  return {};
}

/// Gradients of activations that are read again after their shard is done stay; the others share two buffers.
void Network::Impl::place_gradients() {
  first_trained = last_stage();
  for (int i = last_stage(); i >= 0; --i) {
    if (stages[static_cast<std::size_t>(i)].parameter_count > 0) first_trained = i;
  }
  gradient_total = 0;
  for (int i = first_trained; i <= last_stage(); ++i) {
    Stage& s = stages[static_cast<std::size_t>(i)];
    if (fused && i == last_stage()) continue;  // in the place of the logits
    const bool read_by_blocks = s.plan.gradient_by == GradientBy::block && (s.parameter_count > 0 || s.tied_to >= 0);
    if (read_by_blocks) {
      s.gradient_offset = gradient_total;
      gradient_total += std::int64_t{s.outputs} * max_batch;
    } else {
      shared_gradient_rows = std::max(shared_gradient_rows, s.outputs);
    }
  }
}

void Network::Impl::allocate() {
  const auto batch = static_cast<std::size_t>(max_batch);
  const auto parameter_floats = static_cast<std::size_t>(parameter_total);
  for (AlignedVector* slab : {&parameters, &gradients, &moments_1, &moments_2}) slab->assign(parameter_floats, 0.0F);
  activations.assign(static_cast<std::size_t>(activation_total), 0.0F);
  activation_gradients.assign(static_cast<std::size_t>(gradient_total), 0.0F);
  for (AlignedVector& slab : shared_gradients)
    slab.assign(static_cast<std::size_t>(shared_gradient_rows) * batch, 0.0F);
  inputs.assign(static_cast<std::size_t>(input_shape.size()) * batch, 0.0F);
  if (loss->needs_labels) {
    labels.assign(batch, 0);
  } else {
    targets.assign(static_cast<std::size_t>(output_shape.size()) * batch, 0.0F);
  }
  const auto shards = static_cast<std::size_t>(most_shards());
  shard_totals.resize(shards);
  scratch.assign(shards * static_cast<std::size_t>(scratch_total), 0.0F);
  shard_gradients.assign(shards * static_cast<std::size_t>(shard_gradient_total), 0.0F);
  forward_sums.assign(static_cast<std::size_t>(forward_statistics_total), 0.0);
  backward_sums.assign(static_cast<std::size_t>(backward_statistics_total), 0.0);
  shard_forward_sums.assign(shards * forward_sums.size(), 0.0);
  shard_backward_sums.assign(shards * backward_sums.size(), 0.0);
  contexts.resize(stages.size());
  block_norms.assign(block_tasks.size(), 0.0);
}

void Network::initialize(std::uint64_t seed) {
  for (std::size_t i = 0; i < impl_->stages.size(); ++i) {
    const auto& stage = impl_->stages[i];
    stage.layer->initialize(random_key(seed, Stream::init, i),
                            Impl::slice(impl_->parameters, stage.parameter_offset, stage.parameter_count));
  }
  for (AlignedVector* slab : {&impl_->gradients, &impl_->moments_1, &impl_->moments_2}) std::ranges::fill(*slab, 0.0F);
  impl_->seed = seed;
  impl_->step = 0;
}

void Network::copy_state(const Network& other) {
  assert(impl_->parameter_total == other.impl_->parameter_total);
  impl_->parameters = other.impl_->parameters;
  impl_->moments_1 = other.impl_->moments_1;
  impl_->moments_2 = other.impl_->moments_2;
  impl_->seed = other.impl_->seed;
  impl_->step = other.impl_->step;
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
int Network::trainable_count() const {
  int count = 0;
  for (const NetworkLayer& layer : impl_->layers) count += layer.trainable_count;
  return count;
}
std::int64_t Network::activations_per_sample() const { return impl_->activation_total / impl_->max_batch; }
std::int64_t Network::memory_bytes() const {
  const Impl& i = *impl_;
  const auto floats = 4 * i.parameters.size() + i.inputs.size() + i.targets.size() + i.activations.size() +
                      i.activation_gradients.size() + 2 * i.shared_gradients[0].size() + i.shard_gradients.size() +
                      i.scratch.size();
  return static_cast<std::int64_t>(floats * sizeof(float));
}
std::span<const NetworkLayer> Network::layers() const { return impl_->layers; }
const LossKind& Network::loss() const { return *impl_->loss; }
std::span<float> Network::parameters() { return impl_->parameters; }
std::span<const float> Network::parameters() const { return impl_->parameters; }
std::span<const float> Network::gradients() const { return impl_->gradients; }

}  // namespace lab
