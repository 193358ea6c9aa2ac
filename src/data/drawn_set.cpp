#include "data/drawn_set.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/text.h"
#include "core/thread_pool.h"
#include "data/digits/digits.h"
#include "data/scenes/scenes.h"

namespace lab {
namespace {

ImageSet default_digits(int count, std::uint64_t seed, std::uint64_t first) {
  return make_digits(count, seed, {}, first);
}
ImageSet default_scenes(int count, std::uint64_t seed, std::uint64_t first) {
  return make_scenes(count, seed, {}, first);
}

// As many as MNIST and CIFAR-10 have.
const std::array kKinds = {
    DrawnKind{"digits", Shape::image(28, 28, 1), 60'000, 10'000, default_digits, digit_names},
    DrawnKind{"pictures", Shape::image(32, 32, 3), 50'000, 10'000, default_scenes, scene_names},
};

std::int64_t image_bytes(const DrawnKind& kind) { return kind.shape.size() + 1; }  // and its label

std::int64_t set_bytes(const DrawnKind& kind, const DrawnSize& size) {
  return (std::int64_t{size.train} + size.test) * image_bytes(kind);
}

Dataset empty_set(const DrawnKind& kind, const DrawnSize& size) {
  Dataset set;
  set.name = with_separators(size.train) + " generated " + std::string(kind.name);
  set.class_names = kind.class_names();
  set.train.shape = set.test.shape = kind.shape;
  set.generated = size.train;
  return set;
}

void resize(ImageSet& set, int count) {
  set.pixels.resize(static_cast<std::size_t>(count) * static_cast<std::size_t>(set.shape.size()));
  set.labels.resize(static_cast<std::size_t>(count));
}

/// Draws images first .. first + count - 1 of a set that has its size and begins with image `begin` of the collection.
void draw_into(ImageSet& set, const DrawnKind& kind, std::uint64_t seed, std::uint64_t begin, int first, int count) {
  const ImageSet part = kind.make(count, seed, begin + static_cast<std::uint64_t>(first));
  std::ranges::copy(part.pixels, set.pixels.begin() + std::ptrdiff_t{first} * set.shape.size());
  std::ranges::copy(part.labels, set.labels.begin() + first);
}

constexpr int kSlice = 50;  // about a millisecond in a page

/// First a part that can be shown and trained on, then everything.
class DrawJob : public DataJob {
 public:
  DrawJob(const DrawnKind& kind, const DrawnSize& size, std::uint64_t seed)
      : DataJob("Drawing " + with_separators(size.train) + " " + std::string(kind.name)),
        kind_(kind),
        size_(size),
        part_{.train = std::min(size.train, kPartTrain),
              .test = std::min(size.test, kPartTest),
              .test_first = size.test_first},
        seed_(seed),
        set_(empty_set(kind, size)) {}

  [[nodiscard]] std::int64_t memory_bytes() const override { return set_bytes(kind_, size_) + 2 * part_bytes(); }
  [[nodiscard]] std::int64_t part_bytes() const override { return whole() ? 0 : set_bytes(kind_, part_); }

 protected:
  bool slice() override {
    const DrawnSize& now = handed_out_ || whole() ? size_ : part_;
    if (train_done_ == 0) grow(now);
    draw(now);
    set_progress(static_cast<float>(train_done_ + test_done_) / static_cast<float>(size_.train + size_.test));
    if (train_done_ < now.train || test_done_ < now.test) return false;
    if (handed_out_ || whole()) {
      set_result(std::move(set_));
      return true;
    }
    Dataset part = set_;
    part.to_come = size_.train;
    set_part(std::move(part));
    handed_out_ = true;
    grow(size_);
    return false;
  }

 private:
  // What is drawn before anything is shown: some 50 milliseconds in a page. Where all takes little longer, there is no
  // part.
  static constexpr int kPartTrain = 2000;
  static constexpr int kPartTest = 400;
  static constexpr int kWorthParts = 8000;

  [[nodiscard]] bool whole() const { return size_.train < kWorthParts || size_.test < kPartTest; }

  void grow(const DrawnSize& size) {
    resize(set_.train, size.train);
    resize(set_.test, size.test);
  }

  void draw(const DrawnSize& now) {
    const bool training = train_done_ < now.train;
    int& done = training ? train_done_ : test_done_;
    const int count = std::min(kSlice, (training ? now.train : now.test) - done);
    draw_into(training ? set_.train : set_.test, kind_, seed_, training ? 0 : size_.test_first, done, count);
    done += count;
  }

  const DrawnKind& kind_;
  const DrawnSize size_;
  const DrawnSize part_;
  const std::uint64_t seed_;
  Dataset set_;
  int train_done_ = 0;
  int test_done_ = 0;
  bool handed_out_ = false;
};

}  // namespace

std::span<const DrawnKind> drawn_kinds() { return kKinds; }

const DrawnKind* find_drawn_kind(std::string_view name) {
  const auto* const found = std::ranges::find(kKinds, name, &DrawnKind::name);
  return found != kKinds.end() ? &*found : nullptr;
}

const DrawnKind& drawn_kind_for(const Shape& input) {
  const auto fits = [&](const DrawnKind& kind) {
    return kind.shape.size() == input.size() || (!input.is_flat && kind.shape.channels == input.channels);
  };
  const auto* const found = std::ranges::find_if(kKinds, fits);
  return found != kKinds.end() ? *found : kKinds.front();
}

DrawnSize standard_size(const DrawnKind& kind, int train_size) {
  return {.train = train_size > 0 ? std::min(train_size, kind.train_size) : kind.train_size,
          .test = kind.test_size,
          .test_first = static_cast<std::uint64_t>(kind.train_size)};
}

DrawnSize generated_size(int train_size) {
  const int train = std::max(train_size, 1);
  return {.train = train, .test = std::clamp(train / 6, 1, 10'000), .test_first = static_cast<std::uint64_t>(train)};
}

DrawnSize standard_size_within(const DrawnKind& kind, std::int64_t memory) {
  const std::int64_t bytes = memory / 5 * 2;
  constexpr std::int64_t kThousand = 1000;
  const DrawnSize full = standard_size(kind);
  if (set_bytes(kind, full) <= bytes) return full;
  const auto share = [&](int size) {
    const std::int64_t fits = bytes / image_bytes(kind) * size / (full.train + full.test) / kThousand;
    return static_cast<int>(std::max<std::int64_t>(fits, 1) * kThousand);
  };
  return {.train = share(full.train), .test = share(full.test), .test_first = full.test_first};
}

Dataset draw_set(const DrawnKind& kind, const DrawnSize& size, std::uint64_t seed, int threads) {
  Dataset set = empty_set(kind, size);
  resize(set.train, size.train);
  resize(set.test, size.test);
  const int train_slices = (size.train + kSlice - 1) / kSlice;
  const int test_slices = (size.test + kSlice - 1) / kSlice;
  ThreadPool pool(threads);
  pool.run(train_slices + test_slices, [&](int task) {
    const bool training = task < train_slices;
    const int first = (training ? task : task - train_slices) * kSlice;
    const int count = std::min(kSlice, (training ? size.train : size.test) - first);
    draw_into(training ? set.train : set.test, kind, seed, training ? 0 : size.test_first, first, count);
  });
  return set;
}

std::unique_ptr<DataJob> draw_job(const DrawnKind& kind, const DrawnSize& size, std::uint64_t seed) {
  return std::make_unique<DrawJob>(kind, size, seed);
}

}  // namespace lab
