#pragma once

#include <cstdint>
#include <memory>

#include "core/memory_budget.h"
#include "data/drawn_set.h"
#include "data/image_set.h"
#include "train/session.h"

namespace lab {

/// Makes or reads data for the page: on a thread of its own, or in slices inside tick(). What the data will take, and
/// what making them takes, is promised by the budget before it begins. Belongs to the page's main thread, which it
/// never blocks; the destructor waits for the thread (the page never destroys it).
class DataLoader {
 public:
  DataLoader(bool with_thread, MemoryBudget& budget);
  ~DataLoader();
  DataLoader(const DataLoader&) = delete;
  DataLoader& operator=(const DataLoader&) = delete;

  /// Cancels what is under way and, as soon as that has ended, begins this; images that are drawn are of that kind.
  void start(DataRequest request, const DrawnKind& kind);
  /// Likewise with the images in use (not null) inverted.
  void start_inverting(DatasetPtr data);

  /// Once a frame. `present` is the memory of the images that are there now, which could be let go for new ones.
  /// Returns whether progress() changed.
  bool tick(double budget_ms, std::int64_t present);

  /// True, once, when the images that are there must go first: the new ones are begun when their memory is free.
  [[nodiscard]] bool take_wish_for_room() { return std::exchange(wishes_room_, false); }

  struct Ready {
    DatasetPtr data;    ///< null: nothing new
    bool rest = false;  ///< the whole set, after its first images were taken
  };
  /// The data once it is ready, or the first images of it, then nothing again.
  [[nodiscard]] Ready take() { return std::exchange(ready_, {}); }
  /// Those who took the data last use them now: unless a request is under way, progress() is busy no longer. Returns
  /// whether that is new.
  bool arrived();

  [[nodiscard]] const DataProgress& progress() const { return progress_; }
  /// Says again why a request failed, after another one was begun for those who were to hear of it.
  void repeat(std::string error) { progress_.error = std::move(error); }

 private:
  class Worker;
  struct Task;

  void wait(std::unique_ptr<DataJob> job, MemoryShare files);
  /// Whether the waiting request has begun or has been refused.
  bool begin(std::int64_t present);
  void take_part();
  void finish();

  MemoryBudget& budget_;
  std::unique_ptr<Worker> worker_;  // null without threads
  std::unique_ptr<Task> waiting_;   // asked for, not begun
  std::shared_ptr<Task> task_;      // under way; shared with the worker
  bool wishes_room_ = false;
  bool has_wished_ = false;  // for the waiting request
  Ready ready_;
  DataProgress progress_;
};

}  // namespace lab
