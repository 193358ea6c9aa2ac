#include "data/data_job.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "data/digits/digits.h"
#include "data/drawn_set.h"
#include "data/png.h"

namespace {

std::vector<std::uint8_t> idx_images(std::uint8_t count) {
  std::vector<std::uint8_t> out = {0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2};
  out.resize(out.size() + count * 4U, 9);
  return out;
}

std::unique_ptr<lab::DataJob> digits_job(int train_size, std::uint64_t seed) {
  return lab::draw_job(lab::drawn_kinds().front(), lab::generated_size(train_size), seed);
}

}  // namespace

TEST_CASE("a job draws digits in slices, the same as in one go") {
  const auto job = digits_job(600, 5);
  CHECK(job->title() == "Drawing 600 digits");
  int slices = 1;
  float last = 0.0F;
  while (!job->advance(0.0)) {
    ++slices;
    CHECK(job->progress() > last);
    CHECK(job->progress() < 1.0F);
    last = job->progress();
  }
  CHECK(slices > 5);
  CHECK(job->progress() == 1.0F);
  CHECK(job->advance(0.0));
  const auto set = job->result();
  REQUIRE(set.ok());
  CHECK((*set)->train.pixels == lab::make_digits(600, 5).pixels);
  CHECK((*set)->train.labels == lab::make_digits(600, 5).labels);
  CHECK((*set)->test.size() == 100);
  CHECK((*set)->test.pixels == lab::make_digits(100, 5, {}, 600).pixels);
  CHECK((*set)->name == "600 generated digits");
}

TEST_CASE("the number in a job's title is grouped by thousands") {
  CHECK(digits_job(60000, 1)->title() == "Drawing 60,000 digits");
  CHECK(digits_job(1000000, 1)->title() == "Drawing 1,000,000 digits");
}

TEST_CASE("a job reads files, or says which is bad") {
  const auto good = lab::files_job({{"train-images", idx_images(6)}, {"t10k-images", idx_images(2)}});
  CHECK(good->title() == "Reading 2 files");
  CHECK(good->advance(1e9));
  const auto set = good->result();
  REQUIRE(set.ok());
  CHECK((*set)->train.size() == 6);
  CHECK((*set)->test.size() == 2);
  const auto bad = lab::files_job({{"notes.txt", {1, 2, 3, 4, 5}}});
  CHECK(bad->title() == "Reading notes.txt");
  CHECK(bad->advance(1e9));
  CHECK(bad->result().error().message.find("notes.txt is none of the files") == 0);
  const auto packed = lab::files_job({{"x.gz", {0x1F, 0x8B, 8, 0}}});
  CHECK(packed->advance(1e9));
  CHECK_FALSE(packed->result().ok());
}

TEST_CASE("a cancelled job stops") {
  const auto job = digits_job(60000, 5);
  CHECK_FALSE(job->advance(0.0));
  job->cancel();
  CHECK(job->advance(1e9));
  CHECK(job->result().error().message == "Cancelled.");
}

#if !defined(__EMSCRIPTEN__) || LAB_HAS_THREADS
TEST_CASE("a job on a worker is watched and cancelled from another thread") {
  const auto job = digits_job(60000, 5);
  std::thread worker([&] {
    while (!job->advance(5.0)) {
    }
  });
  while (job->progress() == 0.0F) std::this_thread::yield();
  CHECK(job->title() == "Drawing 60,000 digits");
  job->cancel();
  worker.join();
  // On a very busy machine the job may have finished before it was told to stop.
  CHECK(job->result().ok() == (job->progress() == 1.0F));
}
#endif

TEST_CASE("a job says beforehand what its data will take") {
  // Files may become the images, so what they took counts.
  const auto check = [](std::unique_ptr<lab::DataJob> job, std::size_t handed_over) {
    const std::int64_t told = job->memory_bytes();
    while (!job->advance(1000.0)) {
    }
    const auto set = job->result();
    REQUIRE(set.ok());
    CHECK(lab::memory_bytes(**set) > 0);
    CHECK(lab::memory_bytes(**set) <= told + static_cast<std::int64_t>(handed_over));
    CHECK(told < 20'000'000);
  };
  check(digits_job(300, 1), 0);

  const auto images = idx_images(200);
  check(lab::files_job({{"a-images", images}}), images.size());

  std::vector<std::uint8_t> batch(40 * 3073, 7);
  for (std::size_t at = 0; at < batch.size(); at += 3073) batch[at] = 1;
  check(lab::files_job({{"data_batch_1.bin", batch}, {"test_batch.bin", batch}}), 0);

  lab::Picture picture{.width = 90, .height = 200, .channels = 3, .pixels = std::vector<std::uint8_t>(54'000, 90)};
  const auto png = lab::encode_png(picture);
  check(lab::files_job({{"one.png", png}, {"two.png", png}, {"three.png", png}}), 0);
  picture = {.width = 300, .height = 400, .channels = 1, .pixels = std::vector<std::uint8_t>(120'000, 90)};
  const auto job = lab::files_job({{"alone.png", lab::encode_png(picture)}});
  const std::int64_t told = job->memory_bytes();
  while (!job->advance(1000.0)) {
  }
  CHECK(lab::memory_bytes(**job->result()) <= told);
}
