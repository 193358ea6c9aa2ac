#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

#include "core/clock.h"
#include "core/mailbox.h"
#include "core/semaphore.h"
#include "core/spsc_queue.h"
#include "train/observatory.h"
#include "train/trainer.h"

namespace lab {

/// What both ways of running a Trainer for a page offer. All calls come from the page's main thread and never block.
class TrainerLoop {
 public:
  virtual ~TrainerLoop() = default;

  /// Takes the command unless the queue is full; then try again next frame.
  virtual bool send(Command& command) = 0;
  /// The newest snapshot since the last call, or null. Without threads this is also where training happens.
  virtual SnapshotPtr tick(double budget_ms) = 0;
  /// Whether commands were sent whose effect no snapshot shows yet.
  [[nodiscard]] virtual bool pending() const = 0;
};

/// Limits snapshots to what a display can show.
class SnapshotClock {
 public:
  [[nodiscard]] bool due() const { return Clock::now() - last_ >= std::chrono::milliseconds(33); }
  void taken() { last_ = Clock::now(); }

 private:
  Clock::time_point last_{};
};

/// A Trainer on a thread of its own, with `threads` threads in all.
class ThreadedLoop final : public TrainerLoop {
 public:
  ThreadedLoop(ExperimentSpec spec, int threads, MemoryBudget& memory, int judge_digits);
  ~ThreadedLoop() override;

  bool send(Command& command) override;
  SnapshotPtr tick(double budget_ms) override;
  [[nodiscard]] bool pending() const override { return sent_ != shown_; }

 private:
  void work(ExperimentSpec spec, int threads, MemoryBudget& memory, int judge_digits);

  SpscQueue<Command, 256> commands_;
  Mailbox<const Snapshot> snapshots_;
  Semaphore wake_;
  std::atomic<bool> stop_{false};
  std::atomic<std::uint64_t> applied_{0};  // commands that the newest snapshot shows
  std::uint64_t sent_ = 0;
  std::uint64_t shown_ = 0;
  std::thread thread_;
};

/// A Trainer that runs inside tick(), in slices of time.
class SlicedLoop final : public TrainerLoop {
 public:
  SlicedLoop(ExperimentSpec spec, MemoryBudget& memory, int judge_digits);

  bool send(Command& command) override;
  SnapshotPtr tick(double budget_ms) override;
  [[nodiscard]] bool pending() const override { return changed_; }

 private:
  Trainer trainer_;
  Observatory observatory_;
  SnapshotClock clock_;
  bool changed_ = true;
};

}  // namespace lab
