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
/// trainer's); never by the page's main thread, which must not wait. Which thread runs a task is left to chance, so
/// tasks must not care: results are deterministic because the tasks are.
class ThreadPool {
 public:
  static constexpr int kMaxTasks = 0xFFFF;

  /// `threads` counts the calling thread: 1 starts no helper.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  [[nodiscard]] int threads() const { return static_cast<int>(helpers_.size()) + 1; }

  /// Runs task(0) .. task(count - 1), each once, and returns when all are done. 0 <= count <= kMaxTasks.
  void run(int count, FunctionRef<void(int)> task);

 private:
  void help();
  bool run_one_task();
  [[nodiscard]] bool wait_for_work(std::uint32_t seen_job);

  // One word says which job is on, how many tasks it has and which is next: job (32 bits) | count (16) | next (16). A
  // helper that wakes late therefore cannot take a task of another job by mistake.
  std::atomic<std::uint64_t> ticket_{0};
  std::atomic<int> finished_{0};
  const FunctionRef<void(int)>* task_ = nullptr;  // written before the ticket, read after taking one

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable all_done_;
  std::atomic<int> sleeping_{0};
  std::atomic<bool> waiting_{false};  // run() sleeps until the last task is finished
  std::atomic<bool> stop_{false};
  std::vector<std::thread> helpers_;
};

}  // namespace lab
