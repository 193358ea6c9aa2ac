#include "data/data_job.h"

#include <cstddef>
#include <utility>

#include "core/clock.h"
#include "data/file_set.h"
#include "data/light_paper.h"

namespace lab {
namespace {

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
    const Status status = set_.unpacking() ? set_.unpack_next() : set_.add(std::move(files_[next_]));
    if (!status) {
      set_result(status.error());
      return true;
    }
    if (set_.unpacking()) return false;  // the files in an archive come one at a time too
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

class InvertingJob : public DataJob {
 public:
  explicit InvertingJob(DatasetPtr data) : DataJob("Exchanging light and dark"), data_(std::move(data)) {}

  [[nodiscard]] std::int64_t memory_bytes() const override { return lab::memory_bytes(*data_); }
  [[nodiscard]] bool wants_present() const override { return true; }

 protected:
  bool slice() override {
    Dataset inverted = *data_;
    invert(inverted);
    inverted.notes.clear();  // they have been told
    set_result(std::move(inverted));
    return true;
  }

 private:
  DatasetPtr data_;
};

}  // namespace

bool DataJob::advance(double budget_ms) {
  const auto start = Clock::now();
  while (!finished_) {
    if (cancelled_.load(std::memory_order_relaxed)) {
      result_ = Error{"Cancelled."};
      finished_ = true;
      break;
    }
    finished_ = slice();
    if (finished_) set_progress(1.0F);
    if (1e3 * seconds_since(start) >= budget_ms) break;
  }
  return finished_;
}

void DataJob::set_part(Dataset part) {
  part_.put(std::make_unique<DatasetPtr>(std::make_shared<const Dataset>(std::move(part))));
}

DatasetPtr DataJob::take_part() {
  const auto part = part_.take();
  return part ? *part : nullptr;
}

void DataJob::set_result(Result<Dataset> result) {
  if (result) {
    result_ = DatasetPtr(std::make_shared<const Dataset>(std::move(*result)));
  } else {
    result_ = result.error();
  }
}

std::unique_ptr<DataJob> files_job(std::vector<NamedFile> files, const std::optional<Shape>& input) {
  return std::make_unique<FilesJob>(std::move(files), input);
}

std::unique_ptr<DataJob> inverting_job(DatasetPtr data) { return std::make_unique<InvertingJob>(std::move(data)); }

}  // namespace lab
