#include "core/thread_pool.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/clock.h"
#include "core/thread_name.h"

namespace lab {
namespace {

// Some 50 microseconds: long enough to bridge the gap between two jobs of a training step, short enough to cost nothing
// when training pauses. WebAssembly has no instruction to pause, so a round is quicker there; and waking a thread is
// slower.
#if defined(__EMSCRIPTEN__)
constexpr int kSpins = 60000;
#else
constexpr int kSpins = 4000;
#endif

void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

// One job in so many is timed. Odd, because the jobs of a training step alternate.
constexpr std::uint32_t kTimedEvery = 31;
// Threads that are less than so many times slower than the fastest are as good as it: tasks are not all alike.
constexpr float kMuchSlower = 2.0F;

constexpr std::uint64_t ticket_of(std::uint32_t job, int end, int next) {
  return (std::uint64_t{job} << 32) | (static_cast<std::uint64_t>(end) << 16) | static_cast<std::uint64_t>(next);
}
constexpr int end_of(std::uint64_t ticket) { return static_cast<int>((ticket >> 16) & 0xFFFF); }
constexpr int next_of(std::uint64_t ticket) { return static_cast<int>(ticket & 0xFFFF); }

}  // namespace

ThreadPool::ThreadPool(int threads)
    : workers_(static_cast<std::size_t>(std::max(1, threads))), used_(std::max(1, threads)) {
  for (int i = 1; i < threads; ++i) {
    helpers_.emplace_back([this, i] {
      name_thread("helper");
      help(i);
    });
  }
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    stop_.store(true);
  }
  wake_.notify_all();
  used_again_.notify_all();
  for (auto& helper : helpers_) helper.join();
}

void ThreadPool::use(int threads) {
  threads = std::clamp(threads, 1, most_threads());
  if (threads == this->threads()) return;
  {
    const std::lock_guard lock(mutex_);
    used_.store(threads);
  }
  for (Worker& worker : workers_) worker.slowness.store(worker.last_ratio = 1.0F);
  wake_.notify_all();
  used_again_.notify_all();
}

void ThreadPool::run(int count, FunctionRef<void(int)> task) {
  assert(count >= 0 && count <= kMaxTasks);
  const int threads = this->threads();
  if (threads == 1 || count <= 1) {
    for (int i = 0; i < count; ++i) task(i);
    return;
  }
  const std::uint32_t job = job_.load(std::memory_order_relaxed) + 1;
  const bool timed = job % kTimedEvery == 0;
  if (timed) {
    for (Worker& worker : workers_) {
      worker.tasks = 0;
      worker.seconds = 0.0;
    }
  }
  timed_.store(timed, std::memory_order_relaxed);
  task_ = &task;
  finished_.store(0, std::memory_order_relaxed);
  for (int i = 0; i < threads; ++i) {
    const int begin = count * i / threads;
    const int end = count * (i + 1) / threads;
    workers_[static_cast<std::size_t>(i)].ticket.store(ticket_of(job, end, begin), std::memory_order_release);
  }
  // Sequentially consistent together with sleeping_: either a helper about to sleep sees the new job, or we see it
  // asleep.
  job_.store(job);
  if (sleeping_.load() > 0) {
    { const std::lock_guard lock(mutex_); }
    wake_.notify_all();
  }
  run_tasks(0);
  bool done = false;
  for (int spins = 0; spins < kSpins && !done; ++spins) {
    done = finished_.load(std::memory_order_acquire) == count;
    if (!done) relax();
  }
  if (!done) {
    // A helper has lost its core to another program, or its task is much longer than ours.
    std::unique_lock lock(mutex_);
    waiting_.store(true);
    all_done_.wait(lock, [&] { return finished_.load() == count; });
    waiting_.store(false);
  }
  if (timed) judge_speeds();
}

/// A thread is as slow as the better of the last two timed jobs says: another program may have taken its core for a
/// moment, or its tasks may have been larger than others'.
void ThreadPool::judge_speeds() {
  double fastest = 0.0;
  for (const Worker& worker : workers_) {
    if (worker.tasks == 0) continue;
    const double seconds = worker.seconds / worker.tasks;
    fastest = fastest == 0.0 ? seconds : std::min(fastest, seconds);
  }
  if (fastest <= 0.0) return;
  for (Worker& worker : workers_) {
    if (worker.tasks == 0) continue;
    const auto ratio = static_cast<float>(worker.seconds / worker.tasks / fastest);
    worker.slowness.store(std::min(ratio, std::exchange(worker.last_ratio, ratio)), std::memory_order_relaxed);
  }
}

bool ThreadPool::keeps_up(int thread) const {
  const float slowness = workers_[static_cast<std::size_t>(thread)].slowness.load(std::memory_order_relaxed);
  if (slowness < kMuchSlower || timed_.load(std::memory_order_relaxed)) return true;
  int left = 0;
  for (const Worker& worker : workers_) {
    const std::uint64_t ticket = worker.ticket.load(std::memory_order_acquire);
    left += std::max(0, end_of(ticket) - next_of(ticket));
  }
  return slowness * static_cast<float>(threads() - 1) <= static_cast<float>(left);
}

void ThreadPool::run_task(int thread, int task) {
  const bool timed = timed_.load(std::memory_order_relaxed);
  const bool slowed = slow_factor_ > 1.0 && thread + 1 == threads();
  if (!timed && !slowed) return (*task_)(task);
  const auto begin = Clock::now();
  (*task_)(task);
  if (slowed) {
    const double wanted = slow_factor_ * seconds_since(begin);
    while (seconds_since(begin) < wanted) relax();
  }
  Worker& own = workers_[static_cast<std::size_t>(thread)];
  own.seconds += seconds_since(begin);
  ++own.tasks;
}

int ThreadPool::run_share(int thread, Worker& worker) {
  int tasks = 0;
  std::uint64_t ticket = worker.ticket.load(std::memory_order_acquire);
  while (next_of(ticket) < end_of(ticket) && keeps_up(thread)) {
    if (!worker.ticket.compare_exchange_weak(ticket, ticket + 1, std::memory_order_acq_rel,
                                             std::memory_order_acquire)) {
      continue;
    }
    run_task(thread, next_of(ticket));
    ++tasks;
    ticket = worker.ticket.load(std::memory_order_acquire);
  }
  return tasks;
}

void ThreadPool::run_tasks(int thread) {
  int tasks = 0;
  for (int i = 0; i < most_threads(); ++i)
    tasks += run_share(thread, workers_[static_cast<std::size_t>((thread + i) % most_threads())]);
  if (tasks == 0) return;
  finished_.fetch_add(tasks);
  // Sequentially consistent together with waiting_, as above.
  if (waiting_.load()) {
    { const std::lock_guard lock(mutex_); }
    all_done_.notify_one();
  }
}

void ThreadPool::help(int thread) {
  for (;;) {
    const std::uint32_t seen_job = job_.load(std::memory_order_acquire);
    run_tasks(thread);
    if (!wait_for_work(thread, seen_job)) return;
  }
}

bool ThreadPool::wait_for_work(int thread, std::uint32_t seen_job) {
  const auto unused = [&] { return thread >= used_.load(); };
  const auto has_news = [&] { return stop_.load() || job_.load() != seen_job || unused(); };
  for (int spins = 0; spins < kSpins; ++spins) {
    if (stop_.load()) return false;
    if (unused()) break;
    if (job_.load() != seen_job) return true;
    relax();
  }
  std::unique_lock lock(mutex_);
  if (unused()) {
    used_again_.wait(lock, [&] { return stop_.load() || !unused(); });
  } else {
    sleeping_.fetch_add(1);
    wake_.wait(lock, has_news);
    sleeping_.fetch_sub(1);
  }
  return !stop_.load();
}

}  // namespace lab
