#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "data/image_set.h"
#include "train/session.h"

namespace lab {

/// Makes or reads data for the page: on a thread per request, or in slices inside tick(). Belongs to the page's main
/// thread, which it never blocks; the destructor waits for threads (the page never destroys it).
class DataLoader {
 public:
  explicit DataLoader(bool with_threads);
  ~DataLoader();
  DataLoader(const DataLoader&) = delete;
  DataLoader& operator=(const DataLoader&) = delete;

  /// Cancels what is under way and begins this.
  void start(DataRequest request);

  /// Once a frame. Returns whether progress() changed.
  bool tick(double budget_ms);

  /// The data once it is ready, then null again.
  [[nodiscard]] DatasetPtr take() { return std::move(ready_); }

  [[nodiscard]] const DataProgress& progress() const { return progress_; }

 private:
  struct Task;

  void finish();

  bool with_threads_;
  std::shared_ptr<Task> task_;  // shared with its thread
  std::vector<std::thread> threads_;
  DatasetPtr ready_;
  DataProgress progress_;
};

}  // namespace lab
