#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "core/function_ref.h"

namespace lab {

/// Helpers that share the tasks of one job at a time with the thread that asks. Owned and used by one thread (the
/// trainer's); never by the page's main thread, which must not wait. Each thread begins with its own share of the
/// tasks, the same one in every job of that size, so that what a task works on stays in the cache of its core; whoever
/// is done first takes from the others. So tasks must not care which thread runs them: results are deterministic
/// because the tasks are.
///
/// Cores may differ, or be busy with another program. Every so often a job is timed, and a thread that is much slower
/// than the fastest takes a task only while the others have so many to do that they do not have to wait for it.
class ThreadPool {
 public:
  static constexpr int kMaxTasks = 0xFFFF;

  /// `threads` counts the calling thread: 1 starts no helper. All of them work until use() says otherwise.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  /// Threads that work, the calling one counted.
  [[nodiscard]] int threads() const { return used_.load(std::memory_order_relaxed); }
  /// Threads there are.
  [[nodiscard]] int most_threads() const { return static_cast<int>(workers_.size()); }
  /// From now on so many work, 1 to most_threads(); the others sleep.
  void use(int threads);

  /// Runs task(0) .. task(count - 1), each once, and returns when all are done. 0 <= count <= kMaxTasks.
  void run(int count, FunctionRef<void(int)> task);

  /// For measuring: the last thread takes `factor` times as long for a task from now on, as on a slower core.
  void slow_down_last(double factor) { slow_factor_ = factor; }
  /// How many times as long as the fastest one a thread takes for a task, lately.
  [[nodiscard]] float slowness(int thread) const { return workers_[static_cast<std::size_t>(thread)].slowness.load(); }

 private:
  // Two lines of the cache: others write the first one.
  struct alignas(64) Worker {  // NOLINT(clang-analyzer-optin.performance.Padding)
    // Its share of the tasks. One word says which job it belongs to, where it ends and which task is next: job (32
    // bits) | end (16) | next (16). A thread that comes late therefore cannot take a task of another job by mistake.
    std::atomic<std::uint64_t> ticket{0};
    alignas(64) std::atomic<float> slowness{1.0F};
    // Of the last job that was timed; the worker's until it tells that it is finished.
    int tasks = 0;
    double seconds = 0.0;
    float last_ratio = 1.0F;  // for the calling thread
  };

  void help(int thread);
  /// Runs tasks, the thread's own first, until none is left to begin.
  void run_tasks(int thread);
  /// Runs what is left of a worker's share; returns how many tasks that were.
  int run_share(int thread, Worker& worker);
  void run_task(int thread, int task);
  /// Whether a slow thread would be done with another task before the others are with all there are.
  [[nodiscard]] bool keeps_up(int thread) const;
  void judge_speeds();
  [[nodiscard]] bool wait_for_work(int thread, std::uint32_t seen_job);

  std::vector<Worker> workers_;  // the calling thread is the first
  std::atomic<int> used_;
  std::atomic<std::uint32_t> job_{0};  // counts jobs; written after the shares
  std::atomic<int> finished_{0};
  const FunctionRef<void(int)>* task_ = nullptr;  // written before the shares, read after taking a task
  double slow_factor_ = 1.0;                      // likewise
  std::atomic<bool> timed_{false};                // read before taking one, too

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable used_again_;
  std::condition_variable all_done_;
  std::atomic<int> sleeping_{0};
  std::atomic<bool> waiting_{false};  // run() sleeps until the last task is finished
  std::atomic<bool> stop_{false};
  std::vector<std::thread> helpers_;
};

}  // namespace lab
