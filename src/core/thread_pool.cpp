#include "core/thread_pool.h"

#include <cassert>

namespace lab {
namespace {

// Long enough to bridge the gap between two jobs of a training step, short enough to cost nothing when training pauses.
constexpr int kSpins = 4000;

void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

constexpr std::uint32_t job_of(std::uint64_t ticket) { return static_cast<std::uint32_t>(ticket >> 32); }
constexpr int count_of(std::uint64_t ticket) { return static_cast<int>((ticket >> 16) & 0xFFFF); }
constexpr int next_of(std::uint64_t ticket) { return static_cast<int>(ticket & 0xFFFF); }

}  // namespace

ThreadPool::ThreadPool(int threads) {
  for (int i = 1; i < threads; ++i) helpers_.emplace_back([this] { help(); });
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    stop_.store(true);
  }
  wake_.notify_all();
  for (auto& helper : helpers_) helper.join();
}

void ThreadPool::run(int count, FunctionRef<void(int)> task) {
  assert(count >= 0 && count <= kMaxTasks);
  if (helpers_.empty() || count <= 1) {
    for (int i = 0; i < count; ++i) task(i);
    return;
  }
  task_ = &task;
  finished_.store(0, std::memory_order_relaxed);
  const std::uint64_t job = job_of(ticket_.load(std::memory_order_relaxed)) + 1;
  // Sequentially consistent together with sleeping_: either a helper about to sleep sees the new job, or we see it
  // asleep.
  ticket_.store((job << 32) | (static_cast<std::uint64_t>(count) << 16));
  if (sleeping_.load() > 0) {
    { const std::lock_guard lock(mutex_); }
    wake_.notify_all();
  }
  while (run_one_task()) {
  }
  for (int spins = 0; spins < kSpins; ++spins) {
    if (finished_.load(std::memory_order_acquire) == count) return;
    relax();
  }
  // A helper has lost its core to another program, or its task is much longer than ours.
  std::unique_lock lock(mutex_);
  waiting_.store(true);
  all_done_.wait(lock, [&] { return finished_.load() == count; });
  waiting_.store(false);
}

bool ThreadPool::run_one_task() {
  std::uint64_t ticket = ticket_.load(std::memory_order_acquire);
  while (next_of(ticket) < count_of(ticket)) {
    if (ticket_.compare_exchange_weak(ticket, ticket + 1, std::memory_order_acq_rel, std::memory_order_acquire)) {
      (*task_)(next_of(ticket));
      finished_.fetch_add(1);
      // Sequentially consistent together with waiting_, as above.
      if (waiting_.load()) {
        { const std::lock_guard lock(mutex_); }
        all_done_.notify_one();
      }
      return true;
    }
  }
  return false;
}

void ThreadPool::help() {
  for (;;) {
    const std::uint32_t seen_job = job_of(ticket_.load(std::memory_order_acquire));
    while (run_one_task()) {
    }
    if (!wait_for_work(seen_job)) return;
  }
}

bool ThreadPool::wait_for_work(std::uint32_t seen_job) {
  const auto has_news = [&] { return stop_.load() || job_of(ticket_.load()) != seen_job; };
  for (int spins = 0; spins < kSpins; ++spins) {
    if (has_news()) return !stop_.load();
    relax();
  }
  std::unique_lock lock(mutex_);
  sleeping_.fetch_add(1);
  wake_.wait(lock, has_news);
  sleeping_.fetch_sub(1);
  return !stop_.load();
}

}  // namespace lab
