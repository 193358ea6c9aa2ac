// What the trainer shows of itself. See trainer.h.
#include "data/fit_shape.h"
#include "data/light_paper.h"
#include "train/trainer.h"

namespace lab {

float Trainer::mean_samples_per_second() const {
  return total_seconds_ > 0.0 ? static_cast<float>(static_cast<double>(total_samples_) / total_seconds_) : kNotMeasured;
}

std::optional<Subject> Trainer::subject(const Attention& attention) {
  if (!data_ || !network_) return std::nullopt;
  return Subject{pool_, *network_, *data_, test_images(), *spec_, attention, active()};
}

std::unique_ptr<Snapshot> Trainer::snapshot() const {
  auto snapshot = std::make_unique<Snapshot>();
  snapshot->run = run_;
  snapshot->loads = loads_;
  snapshot->spec = spec_;
  snapshot->state = state_;
  snapshot->message = message_;
  snapshot->began_with = began_with_;
  snapshot->class_names = class_names_;
  if (data_) {
    snapshot->data_name = data_->name;
    snapshot->generated = data_->generated;
    snapshot->inverted = data_->inverted;
    snapshot->light_paper = may_want_inverting(*data_, spec_->input);
    if (const auto wanted = image_shape_of(spec_->input); wanted && data_->generated == 0)
      snapshot->grey_for_colour = data_->train.shape.channels == 1 && wanted->channels == 3;
    snapshot->test_count = data_->test.size();
    snapshot->added_count = added_.images().size();
    snapshot->added_next = added_.next_count();
  }
  snapshot->train_count = train_count();
  snapshot->parameters = network_ ? network_->parameter_count() : 0;
  snapshot->trainable_parameters = network_ ? network_->trainable_count() : 0;
  snapshot->summary = summary_;
  if (const int layer = network_ ? code_layer(*spec_, *network_) : -1; layer >= 0)
    snapshot->code_size = network_->layers()[static_cast<std::size_t>(layer)].output.size();
  snapshot->epoch = epoch_;
  snapshot->epochs = target_epochs_;
  snapshot->step = step_;
  snapshot->step_in_epoch = step_in_epoch_;
  snapshot->steps_per_epoch = steps_per_epoch();
  const bool between_epochs = epoch_samples_ == 0 && !epochs().empty();
  snapshot->loss = between_epochs ? epochs().back().loss : running_loss();
  snapshot->accuracy = between_epochs ? epochs().back().accuracy : running_accuracy();
  if (!epochs().empty()) {
    snapshot->val_loss = epochs().back().val_loss;
    snapshot->val_accuracy = epochs().back().val_accuracy;
  }
  snapshot->samples_per_second = samples_per_second_;
  snapshot->threads = thread_choice_.settled();
  snapshot->most_threads = pool_.most_threads();
  snapshot->threads_automatic = thread_choice_.automatic();
  snapshot->memory = room();
  snapshot->history = {epochs(), curve_.points()};
  return snapshot;
}

const char* to_string(TrainState state) {
  switch (state) {
    case TrainState::ready: return "ready";
    case TrainState::training: return "training";
    case TrainState::paused: return "paused";
    case TrainState::finished: return "finished";
    case TrainState::diverged: return "diverged";
    case TrainState::failed: return "failed";
  }
  return "";
}

}  // namespace lab
