#include "train/trainer_loop.h"

#include <utility>

#include "core/thread_name.h"

namespace lab {

ThreadedLoop::ThreadedLoop(ExperimentSpec spec, int threads, MemoryBudget& memory, int judge_digits)
    : thread_([this, spec = std::move(spec), threads, &memory, judge_digits] {
        work(spec, threads, memory, judge_digits);
      }) {}

ThreadedLoop::~ThreadedLoop() {
  stop_.store(true);
  wake_.post();
  thread_.join();
}

bool ThreadedLoop::send(Command& command) {
  if (!commands_.push(command)) return false;
  ++sent_;
  wake_.post();
  return true;
}

SnapshotPtr ThreadedLoop::tick(double /*budget_ms*/) {
  // Read before the snapshot is taken: a snapshot is put before its count, so one at least this new is found below.
  shown_ = applied_.load(std::memory_order_acquire);
  return snapshots_.take();
}

void ThreadedLoop::work(ExperimentSpec spec, int threads, MemoryBudget& memory, int judge_digits) {
  name_thread("trainer");
  Trainer trainer(std::move(spec), threads, memory);
  Observatory observatory(trainer, judge_digits);
  SnapshotClock clock;
  std::uint64_t applied = 0;
  bool more_to_see = false;
  const auto publish = [&] {
    snapshots_.put(observatory.snapshot());
    applied_.store(applied, std::memory_order_release);
    clock.taken();
  };
  publish();
  bool unpublished = false;
  while (!stop_.load()) {
    while (auto command = commands_.pop()) {
      (void)observatory.apply(*command);  // a refusal is in the next snapshot
      ++applied;
      unpublished = true;
    }
    if (trainer.active()) {
      trainer.advance();
      if (clock.due() || !trainer.active()) {
        more_to_see = observatory.observe();
        publish();
        unpublished = false;
      }
    } else if (unpublished || more_to_see) {
      more_to_see = observatory.observe();
      if (unpublished || !more_to_see || clock.due()) publish();
      unpublished = false;
    } else {
      wake_.wait();
    }
  }
}

SlicedLoop::SlicedLoop(ExperimentSpec spec, MemoryBudget& memory, int judge_digits)
    : trainer_(std::move(spec), 1, memory), observatory_(trainer_, judge_digits) {}

bool SlicedLoop::send(Command& command) {
  (void)observatory_.apply(command);  // a refusal is in the next snapshot
  changed_ = true;
  return true;
}

SnapshotPtr SlicedLoop::tick(double budget_ms) {
  const auto begin = Clock::now();
  while (trainer_.active()) {
    trainer_.advance();
    changed_ = true;
    if (1e3 * seconds_since(begin) >= budget_ms) break;
  }
  if (!changed_ || (trainer_.active() && !clock_.due())) return nullptr;
  changed_ = observatory_.observe();
  clock_.taken();
  return observatory_.snapshot();
}

}  // namespace lab
