#include "data/cifar.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "data/idx.h"
#include "data_folder.h"
#ifndef __EMSCRIPTEN__
#include "data/folder.h"
#endif

using lab::NamedFile;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Image i has the class (first + i) % 10 and at pixel p the colour (p % 251, i, 255 - p % 251).
Bytes batch(int count, int first = 0) {
  Bytes out;
  for (int i = 0; i < count; ++i) {
    out.push_back(static_cast<std::uint8_t>((first + i) % 10));
    for (int p = 0; p < 1024; ++p) out.push_back(static_cast<std::uint8_t>(p % 251));
    out.insert(out.end(), 1024, static_cast<std::uint8_t>(i));
    for (int p = 0; p < 1024; ++p) out.push_back(static_cast<std::uint8_t>(255 - p % 251));
  }
  return out;
}

std::string refusal(const std::vector<NamedFile>& files) {
  const auto set = lab::dataset_from_cifar(files);
  return set ? std::string("(accepted)") : set.error().message;
}

}  // namespace

TEST_CASE("planes of red, green and blue become pixels") {
  const auto set = lab::parse_cifar("x", batch(3, 7));
  REQUIRE(set.ok());
  CHECK(set->shape == lab::Shape::image(32, 32, 3));
  CHECK(set->size() == 3);
  CHECK(set->labels == Bytes{7, 8, 9});
  const auto image = set->image(2);
  CHECK(image[0] == 0);
  CHECK(image[1] == 2);
  CHECK(image[2] == 255);
  const std::size_t last = 3UL * 1023;
  CHECK(image[last] == 1023 % 251);
  CHECK(image[last + 1] == 2);
  CHECK(image[last + 2] == 255 - 1023 % 251);
}

TEST_CASE("batches are put together in the order of their names, whatever order they come in") {
  const auto set = lab::dataset_from_cifar(
      {{"test_batch.bin", batch(2, 5)}, {"data_batch_2.bin", batch(1, 9)}, {"data_batch_1.bin", batch(2, 3)}});
  REQUIRE(set.ok());
  CHECK(set->train.labels == Bytes{3, 4, 9});
  CHECK(set->test.labels == Bytes{5, 6});
  REQUIRE(set->class_names.size() == 10);
  CHECK(set->class_names[3] == "cat");
}

TEST_CASE("a batch alone is split, whatever its name") {
  for (const char* const name : {"test_batch.bin", "data_batch_1.bin", "mine"}) {
    const auto set = lab::dataset_from_cifar({{name, batch(13)}});
    REQUIRE(set.ok());
    CHECK(set->train.size() == 11);
    CHECK(set->test.labels == Bytes{1, 2});
  }
}

TEST_CASE("what is no CIFAR-10 batch is refused with a sentence that names it") {
  CHECK(refusal({}) == "No files were given.");
  CHECK(refusal({{"a.bin", {}}}) == "a.bin is empty.");
  Bytes cut = batch(3);
  cut.pop_back();
  CHECK(refusal({{"a.bin", cut}}) ==
        "a.bin is not a whole CIFAR-10 batch: its images take 3073 bytes each, and 3072 bytes are left over.");
  Bytes odd = batch(3);
  odd[2UL * lab::kCifarRecord] = 10;
  CHECK(refusal({{"a.bin", odd}}) ==
        "a.bin is not a CIFAR-10 batch: image 3 has the class 10, and there are only 0 to 9.");
  CHECK(refusal({{"a.bin", batch(1)}}).find("a.bin holds a single image") == 0);
  CHECK(refusal({{"a.bin.gz", {0x1F, 0x8B, 8, 0}}}).find("a.bin.gz is a gzip file") == 0);
  CHECK(lab::looks_like_cifar(batch(2)));
  CHECK_FALSE(lab::looks_like_cifar(odd));
  CHECK_FALSE(lab::looks_like_cifar(cut));
  CHECK_FALSE(lab::looks_like_cifar({}));
}

#ifndef __EMSCRIPTEN__
TEST_CASE("real CIFAR-10 batches load") {
  const std::string folder = lab_test::data_folder("cifar10-jpeg");
  if (folder.empty()) {
    MESSAGE("skipped: no data");
    return;
  }
  const auto set = lab::load_path(folder);
  REQUIRE_MESSAGE(set.ok(), set.error().message);
  CHECK(set->name == "cifar10-jpeg");
  CHECK(set->train.size() == 10000);
  CHECK(set->test.size() == 10000);
  CHECK(set->test.shape == lab::Shape::image(32, 32, 3));
  // Neighbours resemble each other only where channels were put in the right order.
  const auto image = set->train.image(0);
  long beside = 0;
  long across = 0;
  for (std::size_t i = 0; i + 3 < image.size(); ++i) {
    beside += std::abs(image[i] - image[i + 3]);
    across += std::abs(image[i] - image[(i + 1536) % image.size()]);
  }
  CHECK(beside * 2 < across);
}
#endif
