#include "data/data_job.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

#include "data/digits/digits.h"
#include "data/digits/sheet.h"
#include "data/file_set.h"
#include "data/png.h"

namespace lab {
namespace {

std::string with_separators(int n) {
  std::string text = std::to_string(n);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return text;
}

class SheetJob : public DataJob {
 public:
  explicit SheetJob(std::vector<std::uint8_t> png) : DataJob("Reading the built-in digits"), png_(std::move(png)) {}

  [[nodiscard]] std::int64_t memory_bytes() const override {
    const auto header = read_picture_header(png_);
    // The sheet holds little besides the digits: one copy more.
    return header ? header->decoding + std::int64_t{header->width} * header->height : 0;
  }

 protected:
  bool slice() override {
    set_result(read_sheet(png_));
    return true;
  }

 private:
  std::vector<std::uint8_t> png_;
};

class GenerateJob : public DataJob {
 public:
  GenerateJob(int train_size, std::uint64_t seed, const DigitStyle& style)
      : DataJob("Drawing " + with_separators(std::max(train_size, 1)) + " digits"),
        train_size_(std::max(train_size, 1)),
        test_size_(std::clamp(train_size_ / 6, 1, kMaxTest)),
        seed_(seed),
        style_(style) {
    set_.name = with_separators(train_size_) + " generated digits";
    set_.class_names = digit_names();
    set_.generated = train_size_;
  }

  [[nodiscard]] std::int64_t memory_bytes() const override {
    return (std::int64_t{train_size_} + test_size_) * (kDigitBytes + 1);
  }

 protected:
  bool slice() override {
    if (done_ == 0) {
      set_.train.pixels.reserve(static_cast<std::size_t>(train_size_) * 784);
      set_.test.pixels.reserve(static_cast<std::size_t>(test_size_) * 784);
      set_.train.labels.reserve(static_cast<std::size_t>(train_size_));
      set_.test.labels.reserve(static_cast<std::size_t>(test_size_));
    }
    const int total = train_size_ + test_size_;
    const bool training = done_ < train_size_;
    const int count = std::min(kSlice, (training ? train_size_ : total) - done_);
    const ImageSet part = make_digits(count, seed_, style_, static_cast<std::uint64_t>(done_));
    ImageSet& set = training ? set_.train : set_.test;
    set.pixels.insert(set.pixels.end(), part.pixels.begin(), part.pixels.end());
    set.labels.insert(set.labels.end(), part.labels.begin(), part.labels.end());
    done_ += count;
    set_progress(static_cast<float>(done_) / static_cast<float>(total));
    if (done_ < total) return false;
    set_result(std::move(set_));
    return true;
  }

 private:
  static constexpr int kMaxTest = 10000;
  static constexpr std::int64_t kDigitBytes = 784;
  static constexpr int kSlice = 50;  // about a millisecond in a page

  int train_size_;
  int test_size_;
  std::uint64_t seed_;
  DigitStyle style_;
  int done_ = 0;
  Dataset set_;
};

class FilesJob : public DataJob {
 public:
  FilesJob(std::vector<NamedFile> files, const std::optional<Shape>& input)
      : DataJob(files.size() == 1 ? "Reading " + files[0].first : "Reading " + std::to_string(files.size()) + " files"),
        files_(std::move(files)),
        memory_(FileSet::memory_bytes(files_, input)),
        set_(input) {
    set_.expect(files_.size());
  }

  [[nodiscard]] std::int64_t memory_bytes() const override { return memory_; }

 protected:
  bool slice() override {
    // One slice for each file to unpack or decode, one to put them together.
    if (next_ == files_.size()) {
      set_result(set_.finish());
      return true;
    }
    const Status status = set_.add(std::move(files_[next_]));
    if (!status) {
      set_result(status.error());
      return true;
    }
    ++next_;
    set_progress(static_cast<float>(next_) / static_cast<float>(files_.size() + 1));
    return false;
  }

 private:
  std::vector<NamedFile> files_;
  std::int64_t memory_;
  FileSet set_;
  std::size_t next_ = 0;
};

}  // namespace

bool DataJob::advance(double budget_ms) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  while (!finished_) {
    if (cancelled_.load(std::memory_order_relaxed)) {
      result_ = Error{"Cancelled."};
      finished_ = true;
      break;
    }
    finished_ = slice();
    if (finished_) set_progress(1.0F);
    if (std::chrono::duration<double, std::milli>(Clock::now() - start).count() >= budget_ms) break;
  }
  return finished_;
}

void DataJob::set_result(Result<Dataset> result) {
  if (result) {
    result_ = DatasetPtr(std::make_shared<const Dataset>(std::move(*result)));
  } else {
    result_ = result.error();
  }
}

std::unique_ptr<DataJob> sheet_job(std::vector<std::uint8_t> png) { return std::make_unique<SheetJob>(std::move(png)); }

std::unique_ptr<DataJob> generate_job(int train_size, std::uint64_t seed, const DigitStyle& style) {
  return std::make_unique<GenerateJob>(train_size, seed, style);
}

std::unique_ptr<DataJob> files_job(std::vector<NamedFile> files, const std::optional<Shape>& input) {
  return std::make_unique<FilesJob>(std::move(files), input);
}

}  // namespace lab
