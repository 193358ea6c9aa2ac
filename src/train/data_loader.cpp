#include "train/data_loader.h"

#include <atomic>
#include <thread>
#include <utility>

#include "core/mailbox.h"
#include "core/semaphore.h"
#include "core/thread_name.h"
#include "data/data_job.h"
#include "train/run_memory.h"

namespace lab {
/// One request. While it is under way with threads, the worker owns the job until `done`.
struct DataLoader::Task {
  Task(MemoryShare its_files, MemoryShare its_memory, std::unique_ptr<DataJob> its_job)
      : files(std::move(its_files)), memory(std::move(its_memory)), job(std::move(its_job)) {}

  MemoryShare files;             ///< of what was handed over with the request
  MemoryShare memory;            ///< of what the job makes
  std::unique_ptr<DataJob> job;  ///< goes before its memory is given back
  std::atomic<bool> done{false};
  bool part_taken = false;  ///< the first images were handed on; for the main thread
};

/// The thread that works on one task after the other. One for the life of the page: every new thread would cost a stack
/// of its own, for good.
class DataLoader::Worker {
 public:
  Worker() : thread_([this] { work(); }) {}
  ~Worker() {
    stop_.store(true);
    wake_.post();
    thread_.join();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Only when the task before this one is done.
  void give(std::shared_ptr<Task> task) {
    tasks_.put(std::make_unique<std::shared_ptr<Task>>(std::move(task)));
    wake_.post();
  }

 private:
  void work() {
    name_thread("data");
    constexpr double kSliceMs = 50.0;
    while (!stop_.load()) {
      wake_.wait();
      const auto task = tasks_.take();
      if (task == nullptr) continue;
      while (!(*task)->job->advance(kSliceMs)) {
        if (stop_.load()) (*task)->job->cancel();
      }
      (*task)->done.store(true);
    }
  }

  Mailbox<std::shared_ptr<Task>> tasks_;
  Semaphore wake_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

DataLoader::DataLoader(bool with_thread, MemoryBudget& budget)
    : budget_(budget), worker_(with_thread ? std::make_unique<Worker>() : nullptr) {}

DataLoader::~DataLoader() {
  if (task_) task_->job->cancel();
}

void DataLoader::start(DataRequest request, const DrawnKind& kind) {
  MemoryShare files = request.memory ? std::move(*request.memory) : MemoryShare(budget_);
  std::unique_ptr<DataJob> job;
  if (request.source == DataRequest::Source::files) {
    job = files_job(std::move(request.files));
  } else {
    job = draw_job(
        kind, request.train_size > 0 ? generated_size(request.train_size) : standard_size_within(kind, budget_.total()),
        kStandardSeed);
  }
  wait(std::move(job), std::move(files));
}

void DataLoader::start_inverting(DatasetPtr data) { wait(inverting_job(std::move(data)), MemoryShare(budget_)); }

void DataLoader::wait(std::unique_ptr<DataJob> job, MemoryShare files) {
  if (task_) task_->job->cancel();
  waiting_ = std::make_unique<Task>(std::move(files), MemoryShare(budget_), std::move(job));
  has_wished_ = wishes_room_ = false;
  progress_ = {.busy = true, .fraction = 0.0F, .title = waiting_->job->title(), .error = {}, .notes = {}};
}

bool DataLoader::begin(std::int64_t present) {
  const std::int64_t needed = waiting_->job->memory_bytes();
  if (waiting_->memory.resize(needed)) {
    task_ = std::move(waiting_);
    if (worker_) worker_->give(task_);
    return true;
  }
  const std::int64_t free = waiting_->memory.most();
  if (waiting_->job->wants_present()) present = 0;
  // Images that are there are let go only for others that then fit. They were counted, so they take a while to go.
  if (needed <= free + present) {
    wishes_room_ = wishes_room_ || !std::exchange(has_wished_, true);
    return false;
  }
  progress_.busy = false;
  progress_.error = no_room(needed, {.run = free + present, .total = budget_.total(), .owner = budget_.owner()},
                            "fewer or smaller images, or a smaller network or batch beside them, may fit")
                        .message;
  waiting_.reset();
  return true;
}

bool DataLoader::tick(double budget_ms, std::int64_t present) {
  if (task_) {
    if (!worker_ && task_->job->advance(budget_ms)) task_->done.store(true);
    if (task_->done.load()) {
      finish();
      return true;
    }
    if (waiting_) return false;
    take_part();
    const float fraction = task_->job->progress();
    return std::exchange(progress_.fraction, fraction) != fraction;
  }
  return waiting_ && begin(present);
}

/// Hands on the first images. Where their share of the memory cannot be told from the rest, they wait for it.
void DataLoader::take_part() {
  DatasetPtr part = task_->job->take_part();
  if (!part) return;
  const std::int64_t bytes = memory_bytes(*part);
  MemoryShare share(budget_);
  (void)task_->memory.resize(task_->memory.bytes() - bytes);
  if (!share.resize(bytes)) return;
  const auto held = hold(std::move(part), std::move(share));
  ready_ = {.data = DatasetPtr(held, held->get())};
  task_->part_taken = progress_.part_there = true;
}

void DataLoader::finish() {
  const std::shared_ptr<Task> task = std::move(task_);
  if (waiting_) return;  // it was cancelled
  auto result = task->job->result();
  if (!result) {
    progress_.busy = progress_.part_there = false;
    progress_.error = result.error().message;
    return;
  }
  task->job.reset();
  // The images may lie in the very bytes that were handed over.
  task->memory.absorb(std::move(task->files));
  (void)task->memory.resize(memory_bytes(**result));
  progress_.notes = (*result)->notes;
  const auto held = hold(*std::move(result), std::move(task->memory));
  ready_ = {.data = DatasetPtr(held, held->get()), .rest = task->part_taken};
}

bool DataLoader::arrived() {
  if (task_ || waiting_ || ready_.data || !progress_.busy) return false;
  progress_.busy = progress_.part_there = false;
  return true;
}

}  // namespace lab
