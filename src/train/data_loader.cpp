#include "train/data_loader.h"

#include <atomic>
#include <utility>

#include "data/data_job.h"

namespace lab {
namespace {

// Every visitor who asks for generated digits gets the same ones, so that results can be compared.
constexpr std::uint64_t kGeneratedSeed = 1;

std::unique_ptr<DataJob> make_job(DataRequest request) {
  switch (request.source) {
    case DataRequest::Source::generated: return generate_job(request.train_size, kGeneratedSeed);
    case DataRequest::Source::files: return files_job(std::move(request.files));
    case DataRequest::Source::sheet: break;
  }
  return sheet_job(request.files.empty() ? std::vector<std::uint8_t>() : std::move(request.files.front().second));
}

}  // namespace

/// One request under way; with threads, its thread owns the job until `done`.
struct DataLoader::Task {
  std::unique_ptr<DataJob> job;
  std::atomic<bool> done{false};
};

DataLoader::DataLoader(bool with_threads) : with_threads_(with_threads) {}

DataLoader::~DataLoader() {
  if (task_) task_->job->cancel();
  for (auto& thread : threads_) thread.join();
}

void DataLoader::start(DataRequest request) {
  if (task_) task_->job->cancel();
  task_ = std::make_shared<Task>();
  task_->job = make_job(std::move(request));
  progress_ = {.busy = true, .fraction = 0.0F, .title = task_->job->title(), .error = {}};
  if (!with_threads_) return;
  threads_.emplace_back([task = task_] {
    constexpr double kSliceMs = 50.0;
    while (!task->job->advance(kSliceMs)) {
    }
    task->done.store(true);
  });
}

bool DataLoader::tick(double budget_ms) {
  if (!task_) return false;
  if (!with_threads_ && task_->job->advance(budget_ms)) task_->done.store(true);
  if (task_->done.load()) {
    finish();
    return true;
  }
  const float fraction = task_->job->progress();
  return std::exchange(progress_.fraction, fraction) != fraction;
}

void DataLoader::finish() {
  progress_.busy = false;
  auto result = task_->job->result();
  if (result) {
    ready_ = std::move(*result);
  } else {
    progress_.error = result.error().message;
  }
  task_.reset();
}

}  // namespace lab
