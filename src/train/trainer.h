#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/memory_budget.h"
#include "core/result.h"
#include "core/thread_pool.h"
#include "nn/network.h"
#include "train/added_images.h"
#include "train/command.h"
#include "train/divergence.h"
#include "train/observer.h"
#include "train/run_memory.h"
#include "train/samples.h"
#include "train/snapshot.h"
#include "train/thread_choice.h"

namespace lab {

/// Everything that changes while a network trains, advanced one batch at a time. One thread owns it for its whole life;
/// the command line calls it directly, the page through a Session.
class Trainer {
 public:
  /// Begins `spec` without data; UseData follows. `threads` counts the calling thread. What a run keeps comes out of
  /// `memory`, which must outlive the trainer.
  explicit Trainer(ExperimentSpec spec, int threads, MemoryBudget& memory = MemoryBudget::of_machine());

  /// Applies a command. What is refused, for lack of memory too, changes nothing; the sentence is also kept for the
  /// next snapshot.
  Status apply(const Command& command);

  /// Whether advance() has anything to do.
  [[nodiscard]] bool active() const { return state_ == TrainState::training; }

  /// Trains on one batch, or validates one batch at the end of an epoch. Where training goes astray it pauses (state
  /// diverged) with the last good weights, message() says so, and the batch that showed it counts as not seen.
  void advance();

  /// Its state for drawing, without observations.
  [[nodiscard]] std::unique_ptr<Snapshot> snapshot() const;

  /// What observers look at; nothing without images or network. Valid until the next command or batch.
  [[nodiscard]] std::optional<Subject> subject(const Attention& attention = {});

  [[nodiscard]] TrainState state() const { return state_; }
  [[nodiscard]] const std::string& message() const { return message_; }
  [[nodiscard]] const ExperimentSpec& spec() const { return *spec_; }
  /// As it was given, whatever the network takes.
  [[nodiscard]] const Dataset* data() const { return data_.get(); }
  /// Null while the spec cannot be planned (state failed).
  [[nodiscard]] Network* network() { return network_ ? &*network_ : nullptr; }
  [[nodiscard]] ThreadPool& pool() { return pool_; }
  /// What its runs come out of.
  [[nodiscard]] MemoryBudget& budget() { return budget_; }
  /// Grows when a run begins anew.
  [[nodiscard]] std::uint64_t run() const { return run_; }
  /// Grows when data are given (UseData).
  [[nodiscard]] std::uint64_t loads() const { return loads_; }
  /// Finished batches of the run.
  [[nodiscard]] int step() const { return step_; }
  /// Finished epochs of the run, and their records (see EpochLog).
  [[nodiscard]] int epoch() const { return epoch_; }
  [[nodiscard]] const std::vector<EpochRecord>& epochs() const { return epochs_.records(); }
  [[nodiscard]] const std::vector<LossPoint>& curve() const { return curve_.points(); }
  /// Finished batches of this epoch, and how many it has.
  [[nodiscard]] int step_in_epoch() const { return step_in_epoch_; }
  [[nodiscard]] int steps_per_epoch() const;
  /// Mean over the batches of this epoch so far; kNotMeasured before the first.
  [[nodiscard]] float running_loss() const;
  [[nodiscard]] float running_accuracy() const;
  /// Training images in use, with those that were added.
  [[nodiscard]] int train_count() const { return static_cast<int>(order_.size()); }
  /// Samples that this run has trained on, one as often as it came, and the seconds which that took, without
  /// validation.
  [[nodiscard]] std::int64_t trained_samples() const { return total_samples_; }
  [[nodiscard]] double trained_seconds() const { return total_seconds_; }
  /// Over the whole run; kNotMeasured before the first batch.
  [[nodiscard]] float mean_samples_per_second() const;

 private:
  /// With the weights of `model`, or with fresh ones where it is null.
  Status restart(ExperimentSpec spec, DatasetPtr data, const ModelPtr& model = nullptr);
  void drop_data();
  Status change_live(ExperimentSpec spec);
  Status set_field(const command::SetField& change);
  Status start();
  Status step_once();
  Status copy_model(ModelSlot& to) const;
  Status use_model(const ModelPtr& model);
  Status use_data(const command::UseData& change);
  Status train_also(const command::TrainAlso& change);
  void begin_run();
  void number_tests();
  void begin_epoch();
  void make_order();
  void train_batch();
  void validate_batch();
  void finish_epoch();
  void stop_early();
  void diverge(const std::string& what);
  [[nodiscard]] FittedImages train_images() const { return {data_->train, *fitting_, added_.images()}; }
  [[nodiscard]] FittedImages test_images() const { return {data_->test, *fitting_}; }
  void count_speed(int samples, Clock::time_point begin);

  [[nodiscard]] MemoryRoom room() const;
  /// Takes what a run of `spec` needs beyond the present one's memory; refused, nothing has changed. What the present
  /// one needs beyond that is given back by settle_memory(), when it is free.
  Status take_memory(const Network& outline, const ExperimentSpec& spec, int images);
  void settle_memory();

  ThreadPool pool_;
  ThreadChoice thread_choice_;
  MemoryBudget& budget_;
  MemoryShare memory_{budget_};  // of the run: run_memory()
  std::shared_ptr<const ExperimentSpec> spec_;
  DatasetPtr data_;                      // as it was given
  std::optional<ImageFitting> fitting_;  // to the network's input: resized, grey or in colour; with data_
  AddedImages added_{budget_};           // trained on beside data_
  std::shared_ptr<const std::vector<std::string>> class_names_;  // of data_
  std::optional<Network> network_;
  std::shared_ptr<const std::vector<SummaryRow>> summary_;
  ModelPtr began_with_;

  TrainState state_ = TrainState::ready;
  std::string message_;
  std::string reason_;  // why it failed or diverged; what message_ says when no command was refused
  std::uint64_t run_ = 0;
  std::uint64_t loads_ = 0;

  int target_epochs_ = 0;
  int epoch_ = 0;
  int step_ = 0;
  int step_in_epoch_ = 0;
  int pause_at_step_ = 0;  // finished batches after which to pause, once the epoch they may end is validated; 0: never
  std::vector<std::uint32_t> order_;  // training images in the order of this epoch
  LossTotals epoch_totals_;
  int epoch_samples_ = 0;

  bool validating_ = false;
  int validated_ = 0;  // test images done
  LossTotals validation_totals_;
  std::vector<std::uint32_t> test_order_;  // 0, 1, 2, ...
  double epoch_seconds_ = 0.0;

  // For early stopping.
  int best_epoch_ = 0;  // 0: none yet
  float best_loss_ = 0.0F;
  std::vector<float> best_parameters_;

  DivergenceWatch watch_;

  EpochLog epochs_;
  LossCurve curve_;

  float samples_per_second_ = kNotMeasured;
  Clock::time_point window_begin_{};
  int window_samples_ = 0;
  double total_seconds_ = 0.0;
  std::int64_t total_samples_ = 0;
};

}  // namespace lab
