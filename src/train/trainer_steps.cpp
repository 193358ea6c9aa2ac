// What the trainer does batch by batch. See trainer.h.
#include <algorithm>

#include "core/clock.h"
#include "core/text.h"
#include "train/trainer.h"

namespace lab {
namespace {

float mean(double sum, int count) { return count > 0 ? static_cast<float>(sum / count) : kNotMeasured; }

}  // namespace

void Trainer::advance() {
  if (state_ != TrainState::training) return;
  const auto begin = Clock::now();
  if (validating_) {
    validate_batch();
  } else {
    train_batch();
  }
  epoch_seconds_ += seconds_since(begin);
  if (validating_ && validated_ == static_cast<int>(test_order_.size())) finish_epoch();
  if (pause_at_step_ > 0 && step_ >= pause_at_step_ && !validating_ && state_ == TrainState::training) {
    pause_at_step_ = 0;
    state_ = TrainState::paused;
  }
}

void Trainer::train_batch() {
  const auto begin = Clock::now();
  const int count = std::min(spec_->batch_size, train_count() - epoch_samples_);
  const auto batch = std::span<const std::uint32_t>(order_).subspan(static_cast<std::size_t>(epoch_samples_),
                                                                    static_cast<std::size_t>(count));
  const NoiseDraw draw{.noise = spec_->noise, .seed = spec_->seed, .test = false, .epoch = epoch_};
  const auto fill = [&](int first, MatrixView input, MatrixView target, std::span<std::uint8_t> labels) {
    const auto indices = batch.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(input.cols()));
    fill_samples(train_images(), draw, indices, input, target, labels);
  };
  OptimizerSpec optimizer = spec_->optimizer;
  optimizer.learning_rate *= static_cast<float>(
      find_schedule(spec_->schedule.kind)
          ->factor(spec_->schedule, {.epoch = epoch_ + static_cast<double>(epoch_samples_) / train_count(),
                                     .total_epochs = static_cast<double>(target_epochs_)}));
  pool_.use(thread_choice_.threads());
  std::optional<std::string> problem;
  const LossTotals totals = network_->train_step(pool_, count, optimizer, fill, [&](const LossTotals& batch_totals) {
    problem = watch_.check_batch(*network_, count, batch_totals);
    return !problem;
  });
  if (problem) return diverge(*problem);
  epoch_totals_ += totals;
  epoch_samples_ += count;
  ++step_in_epoch_;
  ++step_;
  curve_.add(epoch_ + static_cast<double>(epoch_samples_) / train_count(), totals.loss / count,
             static_cast<double>(count) / spec_->batch_size);
  thread_choice_.trained(count, seconds_since(begin));
  count_speed(count, begin);
  if (epoch_samples_ == train_count()) {
    validating_ = true;
    validated_ = 0;
    validation_totals_ = {};
  }
}

void Trainer::validate_batch() {
  const int count = std::min(network_->max_batch(), static_cast<int>(test_order_.size()) - validated_);
  const auto batch = std::span<const std::uint32_t>(test_order_)
                         .subspan(static_cast<std::size_t>(validated_), static_cast<std::size_t>(count));
  const NoiseDraw draw{.noise = spec_->noise, .seed = spec_->seed, .test = true};
  validation_totals_ += network_->evaluate(
      pool_, count, [&](int first, MatrixView input, MatrixView target, std::span<std::uint8_t> labels) {
        const auto indices = batch.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(input.cols()));
        fill_samples(test_images(), draw, indices, input, target, labels);
      });
  validated_ += count;
}

void Trainer::finish_epoch() {
  ++epoch_;
  epochs_.add({.epoch = epoch_,
               .loss = running_loss(),
               .val_loss = mean(validation_totals_.loss, validated_),
               .accuracy = running_accuracy(),
               .val_accuracy = mean(validation_totals_.accuracy, validated_),
               .seconds = epoch_seconds_});
  if (epoch_ >= target_epochs_) state_ = TrainState::finished;
  if (spec_->patience > 0) stop_early();
  begin_epoch();
  if (const auto problem = watch_.check_validation(*network_, epochs().back().val_loss)) diverge(*problem);
}

void Trainer::diverge(const std::string& what) {
  pause_at_step_ = 0;
  if (watch_.restore(*network_)) {
    state_ = TrainState::diverged;
    const std::string half = short_number(static_cast<double>(spec_->optimizer.learning_rate) / 2.0, 3);
    reason_ = what +
              ": the steps were too large. The network has its last good weights back; half the learning rate, " +
              half + ", may do.";
  } else {
    state_ = TrainState::failed;
    reason_ = what + ", before the first step: these weights cannot be trained on.";
  }
  message_ = reason_;
}

/// Keras's EarlyStopping with restore_best_weights, on the validation loss; like there, NaN is never better.
void Trainer::stop_early() {
  const float loss = epochs().back().val_loss;
  if (best_epoch_ == 0 || loss < best_loss_) {
    best_epoch_ = epoch_;
    best_loss_ = loss;
    best_parameters_.assign(network_->parameters().begin(), network_->parameters().end());
  }
  if (epoch_ - best_epoch_ >= spec_->patience) state_ = TrainState::finished;
  if (state_ == TrainState::finished) std::ranges::copy(best_parameters_, network_->parameters().begin());
}

void Trainer::count_speed(int samples, Clock::time_point begin) {
  total_samples_ += samples;
  total_seconds_ += seconds_since(begin);
  window_samples_ += samples;
  constexpr double kWindow = 0.5;
  const double elapsed = seconds_since(window_begin_);
  if (elapsed < kWindow) return;
  samples_per_second_ = static_cast<float>(window_samples_ / elapsed);
  window_begin_ = Clock::now();
  window_samples_ = 0;
}

int Trainer::steps_per_epoch() const { return (train_count() + spec_->batch_size - 1) / spec_->batch_size; }

float Trainer::running_loss() const { return mean(epoch_totals_.loss, epoch_samples_); }
float Trainer::running_accuracy() const { return mean(epoch_totals_.accuracy, epoch_samples_); }

}  // namespace lab
