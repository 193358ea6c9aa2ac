#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "data/digits/style.h"
#include "data/image_set.h"
#include "data/named_file.h"

namespace lab {

/// Loading or making a data set bit by bit, on a worker thread or in slices of time on the page's only one.
///
/// One thread calls advance() and then result(). progress(), title() and cancel() may be called from any thread
/// meanwhile.
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
  void set_result(Result<Dataset> result);

 private:
  const std::string title_;
  std::atomic<float> progress_{0.0F};
  std::atomic<bool> cancelled_{false};
  bool finished_ = false;
  Result<DatasetPtr> result_ = Error{"The data is not ready yet."};
};

/// Reads a digit sheet (assets/digits.png).
[[nodiscard]] std::unique_ptr<DataJob> sheet_job(std::vector<std::uint8_t> png);

/// Draws `train_size` (at least 1) training digits, and as test digits the sixth of that (at most 10,000) which come
/// next in the collection of `seed`: exactly make_digits(train_size, seed, style) and make_digits(n, seed, style,
/// train_size).
[[nodiscard]] std::unique_ptr<DataJob> generate_job(int train_size, std::uint64_t seed, const DigitStyle& style = {});

/// Reads files of whatever kind they are and fits them to the network's `input`, see FileSet.
[[nodiscard]] std::unique_ptr<DataJob> files_job(std::vector<NamedFile> files, const std::optional<Shape>& input = {});

}  // namespace lab
