#include "data/folder.h"

#ifndef __EMSCRIPTEN__

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "byte_files.h"

using lab::load_path;
using lab::Shape;
using namespace lab_test;

namespace {

namespace fs = std::filesystem;

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

std::string why(const std::string& path) { return refusal(load_path(path)); }

}  // namespace

TEST_CASE("a folder of pictures is loaded with its subfolders as classes") {
  const Scratch scratch;
  for (int i = 0; i < 7; ++i) {
    const auto level = static_cast<std::uint8_t>(i);
    scratch.write("faces/ann/" + std::to_string(i) + ".PNG", png(level));
    scratch.write("faces/bob/x" + std::to_string(i) + ".png", png(static_cast<std::uint8_t>(100 + i)));
  }
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
  CHECK(set->notes.empty());
}

TEST_CASE("what a folder holds besides is left out, and said") {
  const Scratch scratch;
  for (const char* const name : {"ann/1.png", "ann/2.png", "bob/3.png"}) scratch.write(name, png(9));
  scratch.write("ann/bad.jpg", {0xFF, 0xD8, 0xFF, 0, 0});
  scratch.write("README.txt", {1, 2, 3});
  const auto set = load_path(scratch.path());
  REQUIRE_MESSAGE(set.ok(), set.error().message);
  CHECK(set->train.size() + set->test.size() == 3);
  REQUIRE(set->notes.size() == 1);
  CHECK(set->notes[0].find("2 files were left out: README.txt is none of the files that can be read here; ann/bad.jpg "
                           "is ") == 0);
}

TEST_CASE("a folder of CIFAR-10 batches is loaded, the plain one where there is also a packed one") {
  const Scratch scratch;
  scratch.write("data_batch_1.bin", cifar10(3));
  scratch.write("data_batch_1.bin.gz", {1, 2, 3});
  scratch.write("test_batch.bin", cifar10(2));
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
  scratch.write("train-images-idx3-ubyte", idx(8, {6, 2, 2}, Bytes(24, 77)));
  scratch.write("picture.png", png(1));
  const auto plain = load_path(scratch.path());
  REQUIRE(plain.ok());
  CHECK(plain->train.shape == Shape::image(2, 2, 1));
  CHECK(plain->notes == std::vector<std::string>{"1 file was left out: picture.png is a picture beside data."});
  const auto set = load_path(scratch.path(), Shape::image(3, 3, 3));
  REQUIRE(set.ok());
  CHECK(set->train.shape == Shape::image(3, 3, 3));
  CHECK(set->train.size() == 5);
  CHECK(set->train.image(4)[26] == 77);
}

TEST_CASE("MNIST's files, the plain one where there is also a packed one, each in a folder of its name") {
  const Scratch scratch;
  scratch.write("digits/train-images-idx3-ubyte", idx_images(12));
  scratch.write("digits/train-images-idx3-ubyte.gz", {1, 2, 3});
  scratch.write("digits/train-labels-idx1-ubyte/train-labels-idx1-ubyte.gz", gzip(idx_labels(12)));
  const auto set = load_path(scratch.path("digits/"));
  REQUIRE_MESSAGE(set.ok(), set.error().message);
  CHECK(set->name == "digits");
  CHECK(set->train.size() == 10);
  CHECK(set->test.labels == Bytes{0, 1});
  CHECK(set->notes ==
        std::vector<std::string>{"1 file was left out: train-images-idx3-ubyte.gz is there unpacked too."});
}

TEST_CASE("an archive is loaded as the folder that it was") {
  const Scratch scratch;
  const Bytes archive = deflated_zip({{"ann/1.png", png(1)}, {"bob/2.png", png(2)}, {"bob/3.png", png(3)}});
  scratch.write("faces.zip", archive);
  scratch.write("folder/faces.zip", archive);
  for (const char* const name : {"faces.zip", "folder"}) {
    const auto set = load_path(scratch.path(name));
    REQUIRE_MESSAGE(set.ok(), set.error().message);
    CHECK(set->name == name);
    CHECK(set->class_names == std::vector<std::string>{"ann", "bob"});
    CHECK(set->train.size() == 2);
  }
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
  CHECK(why(scratch.path("nowhere")).find("There is no file or folder") == 0);
  CHECK(why(scratch.path()) == "The folder " + scratch.path() + " has no files.");
  scratch.write("a.png", png(3));
  CHECK(why(scratch.path()).find("a.png is a single picture") == 0);
}

#endif  // __EMSCRIPTEN__
