#include "nn/network.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>
#include <utility>

#include "core/memory_budget.h"
#include "core/release.h"
#include "nn/layer_kinds.h"
#include "nn/network_impl.h"

namespace lab {
namespace {

// No sensible network has as many parameters, or activations per sample; offsets among them are ints.
constexpr std::int64_t kMostFloats = 1LL << 28;

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
  Result<Network> network = outline(spec, max_batch);
  if (!network) return network;
  const std::int64_t needed = network->memory_bytes(max_batch);
  if (const std::int64_t all = MemoryBudget::of_machine().total(); needed > all) {
    return Error{"The network needs " + mebibytes_needed(needed) + ", more than this machine's memory of " +
                 mebibytes_there(all) + "; use smaller layers or a smaller batch."};
  }
  network->allocate();
  return network;
}

Result<Network> Network::outline(const NetworkSpec& spec, int max_batch) {
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
  stage.packed_offset = packed_total;
  stage.activation_offset = activation_total;
  stage.forward_statistics_offset = forward_statistics_total;
  stage.backward_statistics_offset = backward_statistics_total;
  forward_statistics_total += stage.plan.forward_statistics;
  backward_statistics_total += stage.plan.backward_statistics;
  if (stage.plan.forward_statistics > 0) forward_cuts.push_back(index);
  if (stage.plan.backward_statistics > 0) backward_cuts.insert(backward_cuts.begin(), index);
  scratch_total = std::max(scratch_total, stage.plan.scratch);
  activation_total += stage.outputs;
  if (std::int64_t{parameter_total} + stage.parameter_count > kMostFloats || activation_total > kMostFloats ||
      std::int64_t{packed_total} + stage.plan.packed > kMostFloats) {
    return Error{"with it the network needs too much memory; use a smaller layer."};
  }
  parameter_total += stage.parameter_count;
  if (stage.plan.packed > 0) packers.push_back(index);
  packed_total += stage.plan.packed;
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
      gradient_total += s.outputs;
    } else {
      shared_gradient_rows = std::max(shared_gradient_rows, s.outputs);
    }
  }
}

void Network::allocate() {
  impl_->allocate_parameters();
  impl_->allocate_batch();
}

void Network::set_max_batch(int max_batch) {
  impl_->max_batch = max_batch;
  impl_->allocate_batch();
}

void Network::Impl::allocate_parameters() {
  const auto floats = static_cast<std::size_t>(parameter_total);
  for (AlignedVector* slab : {&parameters, &gradients, &moments_1, &moments_2}) slab->assign(floats, 0.0F);
  packed.assign(static_cast<std::size_t>(packed_total), 0.0F);
  forward_sums.assign(static_cast<std::size_t>(forward_statistics_total), 0.0);
  backward_sums.assign(static_cast<std::size_t>(backward_statistics_total), 0.0);
  contexts.resize(stages.size());
  block_norms.assign(block_tasks.size(), 0.0);
}

Network::Impl::BatchSlabs Network::Impl::batch_slabs(std::int64_t batch) {
  const std::int64_t shards = most_groups(static_cast<int>(batch));
  BatchSlabs slabs = {{
      {&activations, activation_total * batch},
      {&activation_gradients, gradient_total * batch},
      {&shared_gradients[0], shared_gradient_rows * batch},
      {&shared_gradients[1], shared_gradient_rows * batch},
      {&inputs, input_shape.size() * batch},
      {&targets, loss->needs_labels ? 0 : output_shape.size() * batch},
      {&scratch, scratch_total * shards},
      {&shard_gradients, shard_gradient_total * shards},
  }};
  std::ranges::stable_sort(slabs, std::greater(), [](const auto& slab) { return slab.second; });
  return slabs;
}

/// Whatever depends on max_batch. memory_bytes() counts the same.
void Network::Impl::allocate_batch() {
  const std::int64_t batch = max_batch;
  const auto groups = static_cast<std::size_t>(most_groups(max_batch));
  const BatchSlabs slabs = batch_slabs(batch);
  for (const auto& [slab, floats] : slabs) release(*slab);  // all of them before the first is made anew
  for (const auto& [slab, floats] : slabs) slab->assign(static_cast<std::size_t>(floats), 0.0F);
  labels.assign(static_cast<std::size_t>(loss->needs_labels ? batch : 0), 0);
  group_totals.assign(groups, {});
  sample_penalties.assign(static_cast<std::size_t>(batch), 0.0);
  group_forward_sums.assign(groups * forward_sums.size(), 0.0);
  group_backward_sums.assign(groups * backward_sums.size(), 0.0);
}

void Network::initialize(std::uint64_t seed) {
  for (std::size_t i = 0; i < impl_->stages.size(); ++i) {
    const auto& stage = impl_->stages[i];
    stage.layer->initialize(random_key(seed, Stream::init, i),
                            Impl::slice(impl_->parameters, stage.parameter_offset, stage.parameter_count));
  }
  impl_->forget_moments();
  impl_->seed = seed;
}

void Network::restore(std::span<const float> parameters) {
  std::ranges::copy(parameters, impl_->parameters.begin());
  impl_->forget_moments();
}

void Network::Impl::forget_moments() {
  for (AlignedVector* slab : {&gradients, &moments_1, &moments_2}) std::ranges::fill(*slab, 0.0F);
  step = 0;
}

// --- looking at it ---------------------------------------------------------------------------------------------------

Network::Network(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

void Network::set_profile(StepProfile* profile) {
  impl_->profile = profile;
  if (profile != nullptr) *profile = {.layers = std::vector<StepProfile::Layer>(impl_->stages.size())};
}

ConstMatrixView Network::output(int count) const { return activations(impl_->last_stage(), count); }
ConstMatrixView Network::activations(int layer, int count) const {
  return Impl::as_const(impl_->activation(layer, 0, count));
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
std::int64_t Network::activations_per_sample() const { return impl_->activation_total; }
std::int64_t Network::memory_bytes(int max_batch) const {
  const Impl& i = *impl_;
  const std::int64_t statistics = std::int64_t{i.forward_statistics_total} + i.backward_statistics_total;
  std::int64_t bytes = static_cast<std::int64_t>(sizeof(double)) * statistics * i.most_groups(max_batch);
  for (const std::int64_t block : block_bytes(max_batch)) bytes += block;
  return bytes;
}
std::vector<std::int64_t> Network::block_bytes(int max_batch) const {
  constexpr auto kFloat = static_cast<std::int64_t>(sizeof(float));
  std::vector<std::int64_t> bytes(4, kFloat * impl_->parameter_total);
  bytes.push_back(kFloat * impl_->packed_total);
  for (const auto& [slab, floats] : impl_->batch_slabs(max_batch)) bytes.push_back(kFloat * floats);
  return bytes;
}
std::vector<const void*> Network::blocks() const {
  const Impl& i = *impl_;
  std::vector<const void*> where = {i.parameters.data(), i.gradients.data(), i.moments_1.data(), i.moments_2.data()};
  if (i.packed_total > 0) where.push_back(i.packed.data());
  for (const auto& [slab, floats] : impl_->batch_slabs(i.max_batch)) {
    if (slab->data() != nullptr) where.push_back(slab->data());
  }
  return where;
}
std::span<const NetworkLayer> Network::layers() const { return impl_->layers; }
const LossKind& Network::loss() const { return *impl_->loss; }
std::span<float> Network::parameters() { return impl_->parameters; }
std::span<const float> Network::parameters() const { return impl_->parameters; }
std::span<const float> Network::gradients() const { return impl_->gradients; }

}  // namespace lab
