#include "data/idx.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "data/gzip.h"
#include "data_folder.h"

using lab::dataset_from_idx;
using lab::NamedFile;

namespace {

using Bytes = std::vector<std::uint8_t>;

void put(Bytes& out, std::uint32_t v) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(v >> shift));
}

Bytes images(std::uint32_t count, std::uint32_t height = 3, std::uint32_t width = 2) {
  Bytes out;
  for (const std::uint32_t v : {0x803U, count, height, width}) put(out, v);
  for (std::uint32_t i = 0; i < count * height * width; ++i) out.push_back(static_cast<std::uint8_t>(i));
  return out;
}

Bytes labels(std::uint32_t count) {
  Bytes out;
  for (const std::uint32_t v : {0x801U, count}) put(out, v);
  for (std::uint32_t i = 0; i < count; ++i) out.push_back(static_cast<std::uint8_t>(i % 10));
  return out;
}

/// A gzip file with stored (uncompressed) deflate blocks: valid, and easy to write.
Bytes gzip(const Bytes& data, Bytes header = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3}) {
  Bytes out = std::move(header);
  std::size_t at = 0;
  do {
    const std::size_t n = std::min<std::size_t>(data.size() - at, 65535);
    out.push_back(at + n == data.size() ? 1 : 0);
    for (const std::size_t v : {n, ~n}) {
      out.push_back(static_cast<std::uint8_t>(v & 255U));
      out.push_back(static_cast<std::uint8_t>((v >> 8) & 255U));
    }
    out.insert(out.end(), data.begin() + static_cast<std::ptrdiff_t>(at),
               data.begin() + static_cast<std::ptrdiff_t>(at + n));
    at += n;
  } while (at < data.size());
  for (const std::size_t v : {static_cast<std::size_t>(lab::crc32(data)), data.size()}) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(v >> shift));
  }
  return out;
}

Bytes cut(Bytes bytes, std::size_t n) {
  bytes.resize(bytes.size() - n);
  return bytes;
}

std::string refusal(const std::vector<NamedFile>& files) {
  const auto set = dataset_from_idx(files);
  return set ? std::string("(accepted)") : set.error().message;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

#define CHECK_REFUSED(text, ...)             \
  do {                                       \
    const std::string why = __VA_ARGS__;     \
    CHECK_MESSAGE(contains(why, text), why); \
  } while (false)

}  // namespace

TEST_CASE("crc32 of the standard's check string") {
  const std::string check = "123456789";
  CHECK(lab::crc32({reinterpret_cast<const std::uint8_t*>(check.data()), check.size()}) == 0xCBF43926U);
}

TEST_CASE("gzip files are unpacked, with every optional header field, and nothing damaged passes") {
  Bytes data(100000);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i * i >> 3);
  CHECK(*lab::gunzip("x", gzip(data)) == data);
  CHECK(lab::gunzip("x", gzip({}))->empty());
  const Bytes full = {0x1F, 0x8B, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 'e', 'e', 'n', 0, 'c', 'c', 0, 9, 9};
  CHECK(*lab::gunzip("x", gzip(data, full)) == data);
  // "hello hello hello hello\n" as `gzip -9n` packs it: a real compressed block.
  const Bytes packed = {0x1F, 0x8B, 8,    0,    0,    0, 0, 0,    2,    3,    0xCB, 0x48, 0xCD, 0xC9, 0xC9,
                        0x57, 0xC8, 0x40, 0x27, 0xB9, 0, 0, 0x88, 0x59, 0x0B, 0x18, 0,    0,    0};
  const std::string hello = "hello hello hello hello\n";
  CHECK(*lab::gunzip("x", packed) == Bytes(hello.begin(), hello.end()));

  const Bytes good = gzip(data);
  for (const std::size_t n : {1U, 7U, 8U, 9U, 5000U, 99999U}) {
    CHECK_FALSE(lab::gunzip("x", cut(good, n)).ok());
  }
  for (std::size_t n = 0; n < 20; ++n) CHECK_FALSE(lab::gunzip("x", {good.data(), n}).ok());
  for (const std::size_t at : {0U, 2U, 3U, 10U, 12U, 40000U}) {
    Bytes bad = good;
    bad[at] ^= 0xE5U;
    CHECK_FALSE(lab::gunzip("x", bad).ok());
  }
  for (std::size_t back = 1; back <= 8; ++back) {
    Bytes bad = good;
    bad[bad.size() - back] ^= 1U;
    CHECK_FALSE(lab::gunzip("x", bad).ok());
  }
  Bytes extra = good;
  extra.push_back(0);
  CHECK_FALSE(lab::gunzip("x", extra).ok());
  // Claims of size are judged before memory is taken.
  CHECK_REFUSED("at most", lab::gunzip("x", good, 1000).error().message);
  Bytes bomb = good;
  for (std::size_t back = 1; back <= 4; ++back) bomb[bomb.size() - back] = 0xFF;
  CHECK_REFUSED("x is damaged", lab::gunzip("x", bomb).error().message);
}

TEST_CASE("four files in any order become a data set") {
  const std::vector<NamedFile> files = {{"t10k-labels-idx1-ubyte.gz", gzip(labels(5))},
                                        {"train-images-idx3-ubyte", images(12)},
                                        {"t10k-images-idx3-ubyte", images(5)},
                                        {"train-labels-idx1-ubyte", labels(12)}};
  const auto set = dataset_from_idx(files);
  REQUIRE(set.ok());
  CHECK(set->train.shape == lab::Shape::image(3, 2, 1));
  CHECK(set->train.size() == 12);
  CHECK(set->test.size() == 5);
  CHECK(set->train.labels.size() == 12);
  CHECK(set->train.labels[11] == 1);
  CHECK(set->train.image(1)[0] == 6);
  CHECK(set->test.labels == Bytes{0, 1, 2, 3, 4});
}

TEST_CASE("names that say nothing: counts decide") {
  const auto set = dataset_from_idx(
      std::vector<NamedFile>{{"a", labels(7)}, {"b", images(7)}, {"c", images(20)}, {"d", labels(20)}});
  REQUIRE(set.ok());
  CHECK(set->train.size() == 20);
  CHECK(set->train.labels.size() == 20);
  CHECK(set->test.labels.size() == 7);
}

TEST_CASE("without test images the last sixth is held out; without labels there are none") {
  auto set = dataset_from_idx(std::vector<NamedFile>{{"a", images(13)}, {"b", labels(13)}});
  REQUIRE(set.ok());
  CHECK(set->train.size() == 11);
  CHECK(set->test.size() == 2);
  CHECK(set->train.labels.size() == 11);
  CHECK(set->test.labels == Bytes{1, 2});
  CHECK(set->test.image(0)[0] == 66);
  set = dataset_from_idx(std::vector<NamedFile>{{"a", gzip(images(2))}});
  REQUIRE(set.ok());
  CHECK(set->train.size() == 1);
  CHECK(set->test.size() == 1);
  CHECK(set->train.labels.empty());
}

TEST_CASE("every kind of bad file is refused with a sentence that names it") {
  CHECK_REFUSED("No files", refusal({}));
  CHECK_REFUSED("x.bin is empty", refusal({{"x.bin", {}}}));
  CHECK_REFUSED("x.png is not an IDX file", refusal({{"x.png", {0x89, 'P', 'N', 'G', 1, 2, 3, 4, 5, 6, 7, 8}}}));
  CHECK_REFUSED("x is not an IDX file", refusal({{"x", {0, 0}}}));
  CHECK_REFUSED("neither of images", refusal({{"x", {0, 0, 0x0D, 3, 0, 0, 0, 1}}}));
  CHECK_REFUSED("x is cut off within its header", refusal({{"x", {0, 0, 8, 3, 0, 0, 0}}}));
  CHECK_REFUSED("x is cut off within its header", refusal({{"x", {0, 0, 8, 1, 0, 0}}}));
  CHECK_REFUSED("x is cut off: its header promises 9 images of 3 x 2 pixels, but 1 byte is missing",
                refusal({{"x", cut(images(9), 1)}}));
  Bytes longer = images(9);
  longer.push_back(0);
  CHECK_REFUSED("x is longer than its header says", refusal({{"x", longer}}));
  CHECK_REFUSED("x is longer than its header says", refusal({{"y", images(4)}, {"x", [] {
                                                                                  Bytes l = labels(4);
                                                                                  l.push_back(1);
                                                                                  return l;
                                                                                }()}}));
  CHECK_REFUSED("x holds no images", refusal({{"x", images(0)}}));
  CHECK_REFUSED("x says its images are 0 x 2", refusal({{"x", images(3, 0, 2)}}));
  Bytes absurd;
  for (const std::uint32_t v : {0x803U, 0xFFFFFFFFU, 0xFFFFFFFFU, 0xFFFFFFFFU}) put(absurd, v);
  CHECK_REFUSED("x says its images are 4294967295 x 4294967295", refusal({{"x", absurd}}));
  absurd.resize(4);
  for (const std::uint32_t v : {0xFFFFFFFFU, 256U, 256U}) put(absurd, v);
  CHECK_REFUSED("x is cut off", refusal({{"x", absurd}}));
  CHECK_REFUSED("x.gz cannot be unpacked", refusal({{"x.gz", [] {
                                                       Bytes g = gzip(images(500));
                                                       g.erase(g.begin() + 300, g.begin() + 400);
                                                       return g;
                                                     }()}}));
}

TEST_CASE("files that do not belong together are refused") {
  CHECK_REFUSED("train-b holds 8 labels, but train-a holds 9 images",
                refusal({{"train-a", images(9)}, {"train-b", labels(8)}}));
  CHECK_REFUSED("no images that they belong to", refusal({{"a", images(9)}, {"b", labels(8)}}));
  CHECK_REFUSED("b holds labels only", refusal({{"b", labels(8)}}));
  CHECK_REFUSED("third file of images", refusal({{"a", images(3)}, {"b", images(4)}, {"c", images(5)}}));
  CHECK_REFUSED("at most four", refusal(std::vector<NamedFile>(5, {"a", images(3)})));
  CHECK_REFUSED("both hold training images", refusal({{"train-1", images(3)}, {"train-2", images(4)}}));
  CHECK_REFUSED("both hold labels for train-a",
                refusal({{"train-a", images(3)}, {"train-1", labels(3)}, {"train-2", labels(3)}}));
  CHECK_REFUSED("shape (3, 2, 1), but b of shape (2, 3, 1)", refusal({{"a", images(4)}, {"b", images(3, 2, 3)}}));
  CHECK_REFUSED("labels for b are missing", refusal({{"a", images(4)}, {"b", images(3)}, {"c", labels(4)}}));
  CHECK_REFUSED("a single image", refusal({{"a", images(1)}}));
}

TEST_CASE("images given as labels, and labels as images, are explained") {
  CHECK_REFUSED("x holds images; labels were expected", lab::parse_idx_labels("x", images(2)).error().message);
  CHECK_REFUSED("x holds labels; images were expected", lab::parse_idx_images("x", labels(2)).error().message);
  CHECK(lab::parse_idx_labels("x", labels(3))->size() == 3);
  CHECK(lab::parse_idx_images("x", images(3))->size() == 3);
}

#ifndef __EMSCRIPTEN__
TEST_CASE("a folder of IDX files is loaded and named after the folder") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "lab-idx-test" / "my-digits";
  fs::remove_all(folder.parent_path());
  CHECK_REFUSED("There is no folder", lab::load_idx_folder(folder.string()).error().message);
  fs::create_directories(folder);
  CHECK_REFUSED("has no IDX files", lab::load_idx_folder(folder.string()).error().message);
  const auto write = [&](const char* name, const Bytes& bytes) {
    std::ofstream(folder / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  };
  write("train-images-idx3-ubyte", images(12));
  write("train-images-idx3-ubyte.gz", {1, 2, 3});  // the plain twin wins
  write("train-images-idx3-ubyte.bak", {});
  write("train-labels-idx1-ubyte.gz", gzip(labels(12)));
  write("README.md", {});
  CHECK_REFUSED("train-images-idx3-ubyte.bak is empty", lab::load_idx_folder(folder.string()).error().message);
  fs::remove(folder / "train-images-idx3-ubyte.bak");
  const auto set = lab::load_idx_folder(folder.string() + "/");
  REQUIRE(set.ok());
  CHECK(set->name == "my-digits");
  CHECK(set->train.size() == 10);
  fs::remove_all(folder.parent_path());
}

TEST_CASE("real MNIST files load") {
  const std::string folder = lab_test::data_folder("mnist");
  if (folder.empty()) {
    MESSAGE("skipped: no data");
    return;
  }
  const auto set = lab::load_idx_folder(folder);
  REQUIRE_MESSAGE(set.ok(), set.error().message);
  CHECK(set->train.size() == 60000);
  CHECK(set->test.size() == 10000);
  CHECK(set->test.labels.size() == 10000);
  CHECK(static_cast<int>(set->train.labels[0]) == 5);
  CHECK(static_cast<int>(set->test.labels[0]) == 7);
}
#endif
