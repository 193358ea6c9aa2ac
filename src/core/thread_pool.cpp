#include "core/thread_pool.h"

#include <algorithm>
#include <cassert>

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

constexpr std::uint64_t ticket_of(std::uint32_t job, int end, int next) {
  return (std::uint64_t{job} << 32) | (static_cast<std::uint64_t>(end) << 16) | static_cast<std::uint64_t>(next);
}
constexpr int end_of(std::uint64_t ticket) { return static_cast<int>((ticket >> 16) & 0xFFFF); }
constexpr int next_of(std::uint64_t ticket) { return static_cast<int>(ticket & 0xFFFF); }

}  // namespace

ThreadPool::ThreadPool(int threads) : shares_(static_cast<std::size_t>(std::max(1, threads))) {
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
  const std::uint32_t job = job_.load(std::memory_order_relaxed) + 1;
  for (int i = 0; i < threads(); ++i) {
    const int begin = count * i / threads();
    const int end = count * (i + 1) / threads();
    shares_[static_cast<std::size_t>(i)].ticket.store(ticket_of(job, end, begin), std::memory_order_release);
  }
  // Sequentially consistent together with sleeping_: either a helper about to sleep sees the new job, or we see it
  // asleep.
  job_.store(job);
  if (sleeping_.load() > 0) {
    { const std::lock_guard lock(mutex_); }
    wake_.notify_all();
  }
  run_tasks(0);
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

void ThreadPool::run_share(Share& share) {
  std::uint64_t ticket = share.ticket.load(std::memory_order_acquire);
  while (next_of(ticket) < end_of(ticket)) {
    if (!share.ticket.compare_exchange_weak(ticket, ticket + 1, std::memory_order_acq_rel, std::memory_order_acquire)) {
      continue;
    }
    (*task_)(next_of(ticket));
    finished_.fetch_add(1);
    // Sequentially consistent together with waiting_, as above.
    if (waiting_.load()) {
      { const std::lock_guard lock(mutex_); }
      all_done_.notify_one();
    }
    ticket = share.ticket.load(std::memory_order_acquire);
  }
}

void ThreadPool::run_tasks(int thread) {
  for (int i = 0; i < threads(); ++i) run_share(shares_[static_cast<std::size_t>((thread + i) % threads())]);
}

void ThreadPool::help(int thread) {
  for (;;) {
    const std::uint32_t seen_job = job_.load(std::memory_order_acquire);
    run_tasks(thread);
    if (!wait_for_work(seen_job)) return;
  }
}

bool ThreadPool::wait_for_work(std::uint32_t seen_job) {
  const auto has_news = [&] { return stop_.load() || job_.load() != seen_job; };
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
