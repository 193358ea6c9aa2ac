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
class ThreadPool {
 public:
  static constexpr int kMaxTasks = 0xFFFF;

  /// `threads` counts the calling thread: 1 starts no helper.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  [[nodiscard]] int threads() const { return static_cast<int>(shares_.size()); }

  /// Runs task(0) .. task(count - 1), each once, and returns when all are done. 0 <= count <= kMaxTasks.
  void run(int count, FunctionRef<void(int)> task);

 private:
  // A thread's share of the tasks. One word says which job it belongs to, where it ends and which task is next: job (32
  // bits) | end (16) | next (16). A thread that comes late therefore cannot take a task of another job by mistake.
  struct alignas(64) Share {
    std::atomic<std::uint64_t> ticket{0};
  };

  void help(int thread);
  /// Runs what is left of one share.
  void run_share(Share& share);
  /// Runs tasks, the thread's own first, until none is left to begin.
  void run_tasks(int thread);
  [[nodiscard]] bool wait_for_work(std::uint32_t seen_job);

  std::vector<Share> shares_;          // one per thread; the calling thread has the first
  std::atomic<std::uint32_t> job_{0};  // counts jobs; written after the shares
  std::atomic<int> finished_{0};
  const FunctionRef<void(int)>* task_ = nullptr;  // written before the shares, read after taking a task

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable all_done_;
  std::atomic<int> sleeping_{0};
  std::atomic<bool> waiting_{false};  // run() sleeps until the last task is finished
  std::atomic<bool> stop_{false};
  std::vector<std::thread> helpers_;
};

}  // namespace lab
