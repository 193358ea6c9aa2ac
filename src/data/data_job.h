#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/mailbox.h"
#include "core/result.h"
#include "data/image_set.h"
#include "data/named_file.h"

namespace lab {

/// Loading or making a data set bit by bit, on a worker thread or in slices of time on the page's only one.
///
/// One thread calls advance() and then result(). progress(), title(), cancel() and take_part() may be
/// called from another thread meanwhile.
class DataJob {
 public:
  virtual ~DataJob() = default;
  DataJob(const DataJob&) = delete;
  DataJob& operator=(const DataJob&) = delete;

  /// Works for about `budget_ms` milliseconds (at least one slice: some milliseconds, or a whole file to unpack).
  /// Returns true when there is nothing left to do: finished, failed or cancelled.
  bool advance(double budget_ms);

  /// The data set, or why there is none. Call once, after advance() has returned true.
  Result<DatasetPtr> result() { return std::move(result_); }

  /// An upper bound of the bytes that it holds at its peak, what was handed to it not counted. Known before it begins.
  [[nodiscard]] virtual std::int64_t memory_bytes() const { return 0; }

  /// Whether it is made from the images in use, which therefore cannot be let go for it.
  [[nodiscard]] virtual bool wants_present() const { return false; }

  /// The first images of the set, once, where they are ready long before the rest (Dataset::to_come); else null.
  [[nodiscard]] DatasetPtr take_part();
  /// What they take; 0 where there is no such part.
  [[nodiscard]] virtual std::int64_t part_bytes() const { return 0; }

  /// 0 to 1.
  [[nodiscard]] float progress() const { return progress_.load(std::memory_order_relaxed); }

  /// What is being done, for people: "Drawing 60,000 digits".
  [[nodiscard]] const std::string& title() const { return title_; }

  /// Makes advance() return true soon, without a data set.
  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }

 protected:
  explicit DataJob(std::string title) : title_(std::move(title)) {}

  /// Does one slice; true when it was the last, after set_result().
  virtual bool slice() = 0;

  void set_progress(float fraction) { progress_.store(fraction, std::memory_order_relaxed); }
  void set_part(Dataset part);
  void set_result(Result<Dataset> result);

 private:
  const std::string title_;
  std::atomic<float> progress_{0.0F};
  std::atomic<bool> cancelled_{false};
  bool finished_ = false;
  Mailbox<DatasetPtr> part_;
  Result<DatasetPtr> result_ = Error{"The data is not ready yet."};
};

/// Reads files of whatever kind they are and fits them to the network's `input`, see FileSet.
[[nodiscard]] std::unique_ptr<DataJob> files_job(std::vector<NamedFile> files, const std::optional<Shape>& input = {});

/// The same images with light and dark exchanged.
[[nodiscard]] std::unique_ptr<DataJob> inverting_job(DatasetPtr data);

}  // namespace lab
