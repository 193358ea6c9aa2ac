#include "data/folder.h"

#ifndef __EMSCRIPTEN__

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "data/cifar.h"
#include "data/png.h"

using lab::load_path;
using lab::Shape;

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

/// A folder of its own, removed at the end.
class Scratch {
 public:
  Scratch() : folder_(fs::temp_directory_path() / "lab-folder-test") {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  void write(const std::string& name, const Bytes& bytes) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  [[nodiscard]] std::string path(const std::string& name = "") const { return (folder_ / name).string(); }

 private:
  fs::path folder_;
};

Bytes png(std::uint8_t level, int side = 4) {
  return lab::encode_png(
      {side, side, 1, Bytes(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), level)});
}

std::string refusal(const std::string& path) {
  const auto set = load_path(path);
  return set ? std::string("(accepted)") : set.error().message;
}

}  // namespace

TEST_CASE("a folder of pictures is loaded with its subfolders as classes") {
  const Scratch scratch;
  for (int i = 0; i < 7; ++i) {
    const auto level = static_cast<std::uint8_t>(i);
    scratch.write("faces/ann/" + std::to_string(i) + ".PNG", png(level));
    scratch.write("faces/bob/x" + std::to_string(i) + ".png", png(static_cast<std::uint8_t>(100 + i)));
  }
  scratch.write("faces/README.txt", {1, 2, 3});
  scratch.write("faces/.hidden/x.png", {1, 2, 3});
  scratch.write("faces/ann/._0.png", {1, 2, 3});
  const auto set = load_path(scratch.path("faces/"), Shape::image(2, 2, 3));
  REQUIRE_MESSAGE(set.ok(), set.error().message);
  CHECK(set->name == "faces");
  CHECK(set->class_names == std::vector<std::string>{"ann", "bob"});
  CHECK(set->train.size() == 12);
  CHECK(set->train.labels == Bytes{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1});
  CHECK(set->test.labels == Bytes{0, 1});
  CHECK(set->test.image(0)[11] == 6);
  scratch.write("faces/ann/bad.jpg", {0xFF, 0xD8, 0xFF, 0, 0});
  CHECK(refusal(scratch.path("faces")).find("ann/bad.jpg is not a PNG, JPEG or BMP picture") == 0);
}

TEST_CASE("a folder of CIFAR-10 batches is loaded, the plain one where there is also a packed one") {
  const Scratch scratch;
  scratch.write("data_batch_1.bin", Bytes(lab::kCifarRecord * 3UL, 1));
  scratch.write("data_batch_1.bin.gz", {1, 2, 3});
  scratch.write("test_batch.bin", Bytes(lab::kCifarRecord * 2UL, 2));
  scratch.write("batches.meta.txt", {1, 2, 3});
  const auto set = load_path(scratch.path());
  REQUIRE_MESSAGE(set.ok(), set.error().message);
  CHECK(set->name == "lab-folder-test");
  CHECK(set->train.size() == 3);
  CHECK(set->test.size() == 2);
  CHECK(load_path(scratch.path(), Shape::flat(784))->train.shape == Shape::image(28, 28, 1));
}

TEST_CASE("IDX files come first, and are fitted too") {
  const Scratch scratch;
  Bytes idx = {0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 2, 0, 0, 0, 2};
  idx.resize(idx.size() + 24, 77);
  scratch.write("train-images-idx3-ubyte", idx);
  scratch.write("picture.png", png(1));
  CHECK(load_path(scratch.path())->train.shape == Shape::image(2, 2, 1));
  const auto set = load_path(scratch.path(), Shape::image(3, 3, 3));
  REQUIRE(set.ok());
  CHECK(set->train.shape == Shape::image(3, 3, 3));
  CHECK(set->train.size() == 5);
  CHECK(set->train.image(4)[26] == 77);
}

TEST_CASE("a single file is loaded by its contents") {
  const Scratch scratch;
  scratch.write("big.png", png(8, 100));
  const auto set = load_path(scratch.path("big.png"), Shape::flat(100));
  REQUIRE(set.ok());
  CHECK(set->name == "big.png");
  CHECK(set->train.shape == Shape::image(10, 10, 1));
  CHECK(set->train.size() > 50);
}

TEST_CASE("folders without data are refused with a sentence") {
  const Scratch scratch;
  CHECK(refusal(scratch.path("nowhere")).find("There is no file or folder") == 0);
  CHECK(refusal(scratch.path()).find("has neither MNIST's IDX files") != std::string::npos);
  scratch.write("a.png", png(3));
  CHECK(refusal(scratch.path()).find("a.png is a single picture") == 0);
}

#endif  // __EMSCRIPTEN__
