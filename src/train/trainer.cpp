#include "train/trainer.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/release.h"
#include "experiment/presets.h"
#include "nn/optimizers.h"

namespace lab {
namespace {

template <class... Handlers>
struct Overload : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overload(Handlers...) -> Overload<Handlers...>;

Status check_data(const Network& network, const Dataset& data) {
  if (data.train.size() == 0 || data.test.size() == 0)
    return Error{"There are no images to train on and to test with."};
  if (data.train.shape != data.test.shape) {
    return Error{"The training images have the shape " + data.train.shape.to_string() + ", the test images " +
                 data.test.shape.to_string() + "; they must agree."};
  }
  for (const ImageSet* set : {&data.train, &data.test}) {
    if (!set->labels.empty() && static_cast<int>(set->labels.size()) != set->size()) {
      return Error{"There are " + std::to_string(set->size()) + " images, but " + std::to_string(set->labels.size()) +
                   " labels."};
    }
    if (!network.loss().needs_labels) continue;
    if (set->labels.empty()) return Error{"This network names classes, but the images come without labels."};
    const int highest = *std::ranges::max_element(set->labels);
    if (highest >= network.output_shape().size()) {
      return Error{"A label says class " + std::to_string(highest) + ", but the network knows only " +
                   std::to_string(network.output_shape().size()) + " classes, counted from 0."};
    }
  }
  return {};
}

/// Training images that there are or will be.
int count_train(const Dataset& data) { return std::max(data.train.size(), data.to_come); }

int count_images(const DatasetPtr& data) { return data ? count_train(*data) + data->test.size() : 0; }

std::shared_ptr<const std::vector<SummaryRow>> summarize(const ExperimentSpec& spec, const Network& network) {
  auto rows = std::make_shared<std::vector<SummaryRow>>();
  for (const NetworkLayer& layer : network.layers()) {
    rows->push_back({.name = layer.name,
                     .output = layer.output.to_string(),
                     .parameters = layer.parameter_count,
                     .kind = layer.kind,
                     .title = layer.title,
                     .shape = layer.output});
  }
  if (const int code = code_layer(spec, network); code >= 0) (*rows)[static_cast<std::size_t>(code)].code = true;
  return rows;
}

}  // namespace

Trainer::Trainer(ExperimentSpec spec, int threads, MemoryBudget& memory)
    : pool_(threads), thread_choice_(pool_.most_threads()), budget_(memory) {
  spec_ = std::make_shared<const ExperimentSpec>(spec);
  if (const Status status = restart(std::move(spec), nullptr); !status) {
    state_ = TrainState::failed;
    message_ = reason_ = status.error().message;
  }
}

Status Trainer::apply(const Command& command) {
  const Status status =
      std::visit(Overload{
                     [&](const command::Train&) { return start(); },
                     [&](const command::Pause&) {
                       if (state_ == TrainState::training) state_ = TrainState::paused;
                       return Status();
                     },
                     [&](const command::Step&) { return step_once(); },
                     [&](const command::Reset&) { return restart(*spec_, data_); },
                     [&](const command::Reseed&) {
                       ExperimentSpec spec = *spec_;
                       spec.seed = random_bits(random_key(spec.seed, Stream::init, ~std::uint64_t{0}), 0) % 1'000'000;
                       return restart(std::move(spec), data_);
                     },
                     [&](const command::SetPreset& change) -> Status {
                       auto spec = find_preset(change.name);
                       if (!spec) return spec.error();
                       spec->seed = spec_->seed;
                       return restart(std::move(*spec), data_);
                     },
                     [&](const command::SetField& change) { return set_field(change); },
                     [&](const command::UseData& change) { return use_data(change); },
                     [&](const command::DropData&) {
                       drop_data();
                       return Status();
                     },
                     [&](const command::CopyModel& copy) { return copy_model(*copy.to); },
                     [&](const command::UseModel& change) { return use_model(change.model); },
                     [&](const command::TrainAlso& change) { return train_also(change); },
                     [](const command::Attend&) { return Status(); },
                     [](const command::Observe&) { return Status(); },
                     [](const command::UseJudge&) { return Status(); },
                     [&](const command::UseThreads& wish) {
                       thread_choice_.ask(wish);
                       return Status();
                     },
                 },
                 command);
  message_ = status ? reason_ : status.error().message;
  return status;
}

Status Trainer::start() {
  if (!data_) return Error{"There is nothing to train on yet: the images are still being loaded."};
  if (state_ == TrainState::failed) return Error{reason_ + " Press Reset to begin again."};
  if (state_ == TrainState::finished || epoch_ >= target_epochs_) {
    target_epochs_ = epoch_ + spec_->epochs;
    best_epoch_ = 0;
  }
  reason_.clear();
  pause_at_step_ = 0;
  if (state_ != TrainState::training) {
    window_begin_ = Clock::now();
    window_samples_ = 0;
  }
  state_ = TrainState::training;
  return {};
}

Status Trainer::step_once() {
  if (state_ != TrainState::training) {
    if (const Status status = start(); !status) return status;
  }
  pause_at_step_ = step_ + 1;
  return {};
}

Status Trainer::set_field(const command::SetField& change) {
  ExperimentSpec spec = *spec_;
  if (const Status status = lab::set_field(spec, change.name, change.value); !status) return status;
  if (!network_ || find_field(change.name)->effect == Field::Effect::restarts) return restart(std::move(spec), data_);
  return change_live(std::move(spec));
}

Status Trainer::copy_model(ModelSlot& to) const {
  Result<SavedModel> copy = Error{"This network could not be built, so there is nothing to keep."};
  if (network_) copy = SavedModel{*spec_, {network_->parameters().begin(), network_->parameters().end()}};
  const Status status = copy ? Status() : copy.error();
  to.put(std::make_unique<const Result<SavedModel>>(std::move(copy)));
  return status;
}

Status Trainer::use_model(const ModelPtr& model) {
  if (!is_finite(*model)) return Error{"Some weights of this model are not numbers: its training had failed."};
  return restart(model->spec, data_, model);
}

Status Trainer::use_data(const command::UseData& change) {
  ++loads_;
  if (!change.rest || !data_ || data_->to_come == 0) return restart(*spec_, change.data);
  // The first images were the same ones, and there is memory for the order of all of them.
  data_ = change.data;
  number_tests();
  const int trained = epoch_samples_;
  make_order();
  epoch_samples_ = std::min(trained, train_count());
  return {};
}

Status Trainer::train_also(const command::TrainAlso& change) {
  if (!network_) return Error{"This network could not be built, so there is nothing to train."};
  if (const Status status = added_.set(change.pictures, *network_); !status) return status;
  // An epoch that is under way is finished with the images it began with.
  if (epoch_samples_ == 0) begin_epoch();
  return {};
}

Status Trainer::restart(ExperimentSpec spec, DatasetPtr data, const ModelPtr& model) {
  auto network = outline_network(spec);
  if (!network) return network.error();
  if (model && static_cast<int>(model->parameters.size()) != network->parameter_count()) {
    return Error{"This model holds " + std::to_string(model->parameters.size()) + " weights, but its network has " +
                 std::to_string(network->parameter_count()) + "."};
  }
  std::optional<ImageFitting> fitting;
  if (data) {
    auto planned = ImageFitting::plan(data->train.shape, network->input_shape());
    if (!planned) return planned.error();
    fitting = *std::move(planned);
    if (const Status status = check_data(*network, *data); !status) return status;
  }
  if (const Status status = take_memory(*network, spec, count_images(data)); !status) return status;
  // What was there goes before what comes is made: both together may be more than there is.
  release(best_parameters_);
  watch_.end();
  if (data != data_ || !class_names_)
    class_names_ =
        std::make_shared<const std::vector<std::string>>(data ? data->class_names : std::vector<std::string>());
  data_ = std::move(data);
  fitting_ = std::move(fitting);
  thread_choice_.begin();
  network_.emplace(std::move(*network));
  network_->allocate();
  network_->initialize(spec.seed);
  if (model) std::ranges::copy(model->parameters, network_->parameters().begin());
  began_with_ = model;
  added_.fit(*network_);
  summary_ = summarize(spec, *network_);
  spec_ = std::make_shared<const ExperimentSpec>(std::move(spec));
  settle_memory();
  begin_run();
  return {};
}

void Trainer::drop_data() {
  data_ = nullptr;
  settle_memory();
  if (network_) network_->initialize(spec_->seed);
  begin_run();
}

MemoryRoom Trainer::room() const {
  return {.run = memory_.most(),
          .total = budget_.total(),
          .images = data_ ? memory_bytes(*data_) : 0,
          .image_count = count_images(data_),
          .pieces = budget_.pieces_without(network_ ? network_->blocks() : std::vector<const void*>()),
          .owner = budget_.owner()};
}

Status Trainer::take_memory(const Network& outline, const ExperimentSpec& spec, int images) {
  const std::int64_t needed = run_memory(outline, spec, images);
  do {
    if (const Status status = check_room(outline, spec, images, room()); !status) return status;
    // Another thread may have taken or given back something meanwhile.
  } while (!memory_.resize(std::max(needed, memory_.bytes())));
  return {};
}

void Trainer::settle_memory() {
  if (network_) (void)memory_.resize(run_memory(*network_, *spec_, count_images(data_)));
}

Status Trainer::change_live(ExperimentSpec spec) {
  if (spec.batch_size != spec_->batch_size || spec.patience != spec_->patience) {
    if (const Status status = take_memory(*network_, spec, count_images(data_)); !status) return status;
  }
  if (spec.batch_size != spec_->batch_size) {
    network_->set_max_batch(batch_capacity(spec.batch_size));
    thread_choice_.begin();
    // The rest of this epoch goes on in batches of the new size, from the first image not yet seen.
    step_in_epoch_ = (epoch_samples_ + spec.batch_size - 1) / spec.batch_size;
  }
  if (state_ == TrainState::diverged) {
    state_ = TrainState::paused;
    reason_.clear();
  }
  if (spec.epochs != spec_->epochs) {
    target_epochs_ = spec.epochs;
    const bool done = epoch_ >= target_epochs_;
    if (state_ == TrainState::finished && !done) state_ = TrainState::paused;
    if ((state_ == TrainState::training || state_ == TrainState::paused) && done) state_ = TrainState::finished;
  }
  watch_.settings_changed(spec.noise != spec_->noise);
  if (spec.patience == 0) {
    best_epoch_ = 0;
    release(best_parameters_);
  }
  spec_ = std::make_shared<const ExperimentSpec>(std::move(spec));
  settle_memory();
  return {};
}

void Trainer::begin_run() {
  ++run_;
  state_ = TrainState::ready;
  message_.clear();
  reason_.clear();
  if (network_) watch_.begin(*network_);
  epoch_ = step_ = 0;
  target_epochs_ = spec_->epochs;
  pause_at_step_ = 0;
  epochs_.clear();
  curve_.clear();
  samples_per_second_ = kNotMeasured;
  total_seconds_ = 0.0;
  total_samples_ = 0;
  best_epoch_ = 0;
  release(best_parameters_);
  number_tests();
  begin_epoch();
}

void Trainer::number_tests() {
  test_order_.resize(data_ ? static_cast<std::size_t>(data_->test.size()) : 0);
  std::iota(test_order_.begin(), test_order_.end(), 0U);
}

void Trainer::begin_epoch() {
  step_in_epoch_ = 0;
  epoch_totals_ = {};
  epoch_samples_ = 0;
  epoch_seconds_ = 0.0;
  validating_ = false;
  make_order();
}

void Trainer::make_order() {
  added_.begin_epoch();
  const int here = data_ ? data_->train.size() : 0;
  const int all = data_ ? count_train(*data_) : 0;
  const int used = spec_->train_size > 0 ? std::min(spec_->train_size, all) : all;
  const int count = used + (data_ ? added_.images().size() : 0);
  order_.reserve(static_cast<std::size_t>(count));  // exactly: resize() would make room for twice as many
  order_.resize(static_cast<std::size_t>(count));
  const auto added = order_.begin() + used;
  std::iota(order_.begin(), added, 0U);
  // Until the rest comes the first images take its turn, so that an epoch is as long as it will be.
  for (auto i = order_.begin() + std::min(here, used); i < added; ++i) *i %= static_cast<std::uint32_t>(here);
  std::iota(added, order_.end(), static_cast<std::uint32_t>(here));
  if (spec_->shuffle) shuffle(random_key(spec_->seed, Stream::shuffle, static_cast<std::uint64_t>(epoch_)), order_);
}

}  // namespace lab
