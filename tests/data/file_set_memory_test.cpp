#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "byte_files.h"
#include "data/file_set.h"

using lab::FileSet;
using namespace lab_test;

namespace {

using Files = std::vector<NamedFile>;

/// Fails unless what FileSet says is enough for the images and for `unpacked` bytes that lie beside the files for a
/// while; returns what it says.
std::int64_t check_enough(const Files& files, std::int64_t unpacked = 0) {
  const std::int64_t told = FileSet::memory_bytes(files);
  std::int64_t handed_over = 0;  // files may become the images
  for (const auto& [name, bytes] : files) handed_over += static_cast<std::int64_t>(bytes.size());
  CHECK(told >= unpacked);
  const auto set = lab::dataset_from_files(files);
  REQUIRE_MESSAGE(set.ok(), refusal(set));
  CHECK(lab::memory_bytes(*set) > 0);
  CHECK(lab::memory_bytes(*set) <= told + handed_over);
  return told;
}

constexpr std::uint32_t kCount = 300;
constexpr std::int64_t kPixels = std::int64_t{kCount} * 28 * 28;

/// Images that pack well: what the files take says little of what they hold.
Bytes even_idx() { return idx(8, {kCount, 28, 28}, Bytes(kPixels, 7)); }
Bytes even_npy(int number = 7) {
  return npy("|u1", {static_cast<int>(kCount), 28, 28}, Bytes(kPixels, static_cast<std::uint8_t>(number)));
}

}  // namespace

TEST_CASE("gzip files: enough for what they unpack to, and not absurdly much") {
  CHECK(check_enough({{"train-images.gz", gzip(even_idx())}}, kPixels) < 3 * kPixels);
  CHECK(check_enough({{"x.npy.gz", gzip(even_npy())}}, kPixels) < 5 * kPixels);
  CHECK(check_enough({{"data_batch_1.bin.gz", gzip(cifar10(40))}}, 40 * 3073) < 5 * 40 * 3073);
  CHECK(check_enough({{"mine.gz", gzip(cifar10(40))}}, 40 * 3073) < 5 * 40 * 3073);
  CHECK(check_enough({{"mine.gz", gzip(cifar({{1, 2}, {3, 4}}))}}, 2 * 3074) < 5 * 2 * 3074);
}

TEST_CASE("archives: enough for what is in them, and not absurdly much") {
  for (const auto& pack : {zip, deflated_zip}) {
    const Files idx_files = {{"train-images", even_idx()}, {"train-labels", idx_labels(kCount)}};
    CHECK(check_enough({{"a.zip", pack(idx_files)}}, kPixels) < 4 * kPixels);
    const Files arrays = {{"x_train.npy", even_npy()},
                          {"y_train.npy", npy("|u1", {static_cast<int>(kCount)}, labels(kCount))}};
    CHECK(check_enough({{"a.npz", pack(arrays)}}, kPixels) < 6 * kPixels);
    const Files classes = {{"a.npy", even_npy(3)}, {"b.npy", even_npy(4)}};
    CHECK(check_enough({{"a.zip", pack(classes)}}, 2 * kPixels) < 12 * kPixels);
  }
}

TEST_CASE("archives of packed files: what these unpack to counts too") {
  // A third of it packs well, as MNIST does.
  Bytes pixels = Bytes(kPixels * 2 / 3, 0);
  for (const std::uint8_t byte : ramp(kPixels / 3)) pixels.push_back(byte);
  const Bytes images = idx(8, {kCount, 28, 28}, pixels);
  for (const auto& pack : {zip, deflated_zip}) {
    check_enough({{"mnist.zip", pack({{"train-images.gz", gzip(images)}})}}, kPixels);
    check_enough({{"outer.zip", pack({{"mnist.zip", pack({{"train-images", images}})}})}}, kPixels);
  }
}

TEST_CASE("tables: enough for their numbers") {
  std::string text;
  for (int row = 0; row < 200; ++row) {
    for (int column = 0; column < 100; ++column) text += column == 99 ? "1\n" : "0,";
  }
  const auto size = static_cast<std::int64_t>(text.size());
  CHECK(check_enough({{"t.csv", lab_test::text(text)}}) < 6 * size);
  CHECK(check_enough({{"t.csv.gz", gzip(lab_test::text(text))}}, size) < 7 * size);
  CHECK(check_enough({{"t.zip", deflated_zip({{"t.csv", lab_test::text(text)}})}}, size) < 7 * size);
}

TEST_CASE("images of other numbers, and pictures") {
  const Bytes wide = floats(std::vector<float>(std::size_t{kCount} * 16, 0.5F), true);
  check_enough({{"x", idx(13, {kCount, 4, 4}, wide)}});
  check_enough({{"1.png", png(1, 300)}, {"2.png", png(2, 300)}}, 2 * FileSet::kPictureShape.size());
  check_enough({{"a.zip", zip({{"1.png", png(1, 300)}, {"2.png", png(2, 300)}})}}, 300 * 300);
  check_enough({{"1.png", png(1, 500)}});
}

TEST_CASE("validation images that are trained on are put behind the others") {
  const Files files = {{"train-images", even_idx()},
                       {"val-images", idx(8, {kCount, 28, 28}, Bytes(kPixels, 6))},
                       {"test-images", idx(8, {1, 28, 28}, Bytes(784, 5))}};
  // Both stay until they are together.
  CHECK(FileSet::memory_bytes(files) >= 2 * kPixels);
  check_enough(files);
}

TEST_CASE("what will be refused may count for nothing, and does no harm") {
  CHECK(FileSet::memory_bytes({}) == 0);
  for (const Bytes& bad : {Bytes{}, Bytes{0x1F, 0x8B}, cut(zip({{"a", even_idx()}})), Bytes{'P', 'K', 3, 4},
                           Bytes{0, 0, 8, 3}, cut(deflated_zip({{"a", even_idx()}}), 10), Bytes{0x89, 'P', 'N', 'G'}}) {
    CHECK(FileSet::memory_bytes(Files{{"x", bad}}) >= 0);
  }
}
