#include "data/file_set.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "byte_files.h"
#include "data/light_paper.h"

using lab::Dataset;
using lab::dataset_from_files;
using lab::FileSet;
using lab::Shape;
using namespace lab_test;

namespace {

using Files = std::vector<NamedFile>;

Dataset read(Files files) {
  auto set = dataset_from_files(std::move(files));
  REQUIRE_MESSAGE(set.ok(), refusal(set));
  return *std::move(set);
}

std::string why(Files files, const std::optional<Shape>& input = {}) {
  return refusal(dataset_from_files(std::move(files), input));
}

/// MNIST as it is published, but for its size.
Files mnist() {
  return {{"train-images-idx3-ubyte", idx_images(12)},
          {"train-labels-idx1-ubyte", idx_labels(12)},
          {"t10k-images-idx3-ubyte", idx_images(5)},
          {"t10k-labels-idx1-ubyte", idx_labels(5)}};
}

/// Keras's mnist.npz, whose arrays NumPy stores or deflates.
Files keras() {
  return {{"x_test.npy", npy("|u1", {5, 3, 2}, ramp(30))},
          {"x_train.npy", npy("|u1", {12, 3, 2}, ramp(72))},
          {"y_test.npy", npy("|u1", {5}, labels(5))},
          {"y_train.npy", npy("<i8", {12, 1}, [] {
             Bytes wide;
             for (const std::uint8_t label : labels(12)) lab::put_u64(wide, label);
             return wide;
           }())}};
}

Files renamed(Files files, const std::string& before, const std::string& after = "") {
  for (auto& [name, bytes] : files) name.insert(0, before).append(after);
  return files;
}

Files packed(Files files) {
  for (auto& [name, bytes] : files) bytes = gzip(bytes);
  return renamed(std::move(files), "", ".gz");
}

void check_mnist(const Dataset& set) {
  CHECK(set.train.shape == Shape::image(3, 2, 1));
  CHECK(set.train.pixels == ramp(72));
  CHECK(set.train.labels == labels(12));
  CHECK(set.test.pixels == ramp(30));
  CHECK(set.test.labels == labels(5));
  CHECK(set.notes.empty());
}

/// Lines of a label and nine pixels.
std::string lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += std::to_string(i) + ",9,8,7,6,5,4,3,2," + std::to_string(200 - i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("MNIST is read in any order, packed or not") {
  check_mnist(read(mnist()));
  check_mnist(read(packed(mnist())));
  Files turned = mnist();
  std::ranges::reverse(turned);
  check_mnist(read(turned));
}

TEST_CASE("QMNIST's labels are the first of several columns") {
  Bytes wide;
  for (const std::uint8_t label : labels(12)) {
    put_big(wide, label, 4);
    for (std::uint32_t column = 1; column < 8; ++column) put_big(wide, 100000 * column, 4);
  }
  Files files = mnist();
  files[1] = {"qmnist-train-labels-idx2-int", idx(12, {12, 8}, wide)};
  files[3] = {"qmnist-test-labels-idx2-int", idx(12, {5, 8}, {wide.begin(), wide.begin() + 160})};
  check_mnist(read(files));
  check_mnist(read(packed(files)));
}

TEST_CASE("IDX files of floats are scaled to bytes") {
  const Dataset set = read({{"train-images", idx(13, {3, 1, 2}, floats({0, 0.2F, 0.4F, 0.6F, 0.8F, 1}, true))},
                            {"t10k-images", idx(13, {1, 1, 2}, floats({0, 0.5F}, true))}});
  CHECK(set.train.pixels == Bytes{0, 51, 102, 153, 204, 255});
  CHECK(set.test.pixels == Bytes{0, 128});
}

TEST_CASE("a folder around each file does no harm") {
  Files files = mnist();
  for (auto& [name, bytes] : files) name = std::string("archive/").append(name).append("/").append(name);
  check_mnist(read(files));
}

TEST_CASE("archives are opened, with folders and other archives inside") {
  const Files clutter = {{"__MACOSX/._train-images-idx3-ubyte", text("Mac OS X")},
                         {".DS_Store", {0, 0, 0, 1}},
                         {"data/Thumbs.db", {1}},
                         {"data/", {}}};
  for (const auto& pack : {zip, deflated_zip}) {
    check_mnist(read({{"archive.zip", pack(mnist())}}));
    check_mnist(read({{"archive.zip", pack(packed(mnist()))}}));
    Files inside = renamed(mnist(), "data/");
    inside.insert(inside.end(), clutter.begin(), clutter.end());
    const Bytes archive = pack(inside);
    check_mnist(read({{"a.zip", archive}}));
    check_mnist(read({{"b.zip", pack({{"folder/a.zip", archive}})}}));
    check_mnist(read({{"c.zip", pack({{"b.zip", pack({{"a.zip", archive}})}})}}));
    CHECK(why({{"d.zip", pack({{"c.zip", pack({{"b.zip", pack({{"a.zip", archive}})}})}})}}) ==
          Contains("d/c/b/a.zip is an archive inside 3 others."));
  }
  // As some programs name what they pack.
  check_mnist(read({{"a.zip", zip(renamed(mnist(), "./data/"))}}));
}

TEST_CASE("damaged archives are refused by the name of what is damaged") {
  const Bytes good = zip(mnist());
  CHECK(why({{"a.zip", cut(good)}}) == "a.zip is not a ZIP archive, or it is cut off.");
  Bytes changed = good;
  changed[100] ^= 1U;
  CHECK(why({{"a.zip", changed}}) == "a/train-images-idx3-ubyte is damaged: its checksum does not match.");
  CHECK(why({{"a.zip", zip({})}}) == "No files with images were given.");
}

TEST_CASE("NPZ files are archives of arrays") {
  check_mnist(read({{"mnist.npz", zip(keras())}}));
  check_mnist(read({{"mnist.npz", deflated_zip(keras())}}));
  check_mnist(read(keras()));
  Files one_of_ten = keras();
  Bytes ones;
  for (const std::uint8_t label : labels(12)) {
    Bytes row(10);
    row[label] = 1;
    ones.insert(ones.end(), row.begin(), row.end());
  }
  one_of_ten[3].second = npy("|u1", {12, 10}, ones);
  check_mnist(read(one_of_ten));
}

TEST_CASE("arrays by columns, of big-endian floats, of booleans; NaN is refused") {
  const Dataset columns = read({{"x.npy", npy("|u1", {2, 2, 2}, {10, 50, 30, 70, 20, 60, 40, 80}, true)}});
  CHECK(columns.train.pixels == Bytes{10, 20, 30, 40});
  CHECK(columns.test.pixels == Bytes{50, 60, 70, 80});
  CHECK(read({{"x.npy", npy(">f4", {2, 1, 2}, floats({0, 1, 0.2F, 1}, true))}}).test.pixels == Bytes{51, 255});
  CHECK(read({{"x.npy", npy("<f2", {2, 1, 1}, {0, 0x3C, 0, 0x38})}}).test.pixels == Bytes{128});
  CHECK(read({{"x.npy", npy("|b1", {2, 1, 1}, {1, 0})}}).train.pixels == Bytes{255});
  CHECK(why({{"x.npy", npy("<f4", {2, 1, 1}, {0, 0, 0xC0, 0x7F, 0, 0, 0, 0})}}) ==
        "x.npy holds something that is not a number (NaN or infinity).");
}

TEST_CASE("drawings: a file a class, which is called as the file is") {
  const Dataset set = read({{"tree.npy", npy("|u1", {6, 9}, Bytes(54, 30))},
                            {"bicycle.npy", npy("|u1", {6, 9}, Bytes(54, 10))},
                            {"cat.npy", npy("|u1", {6, 9}, Bytes(54, 20))}});
  CHECK(set.class_names == std::vector<std::string>{"bicycle", "cat", "tree"});
  CHECK(set.train.shape == Shape::image(3, 3, 1));
  CHECK(set.train.size() == 15);
  CHECK(set.test.labels == Bytes{0, 1, 2});
  CHECK(set.test.pixels[9] == 20);
}

TEST_CASE("tables are read, with a header or without, packed or not") {
  const std::string header = "label,a,b,c,d,e,f,g,h,i\n";
  for (const std::string& first : {header, std::string()}) {
    const Files files = {{"mnist_train.csv", text(first + lines(7))}, {"mnist_test.csv", text(first + lines(3))}};
    for (const Files& each : {files, packed(files), Files{{"csv.zip", deflated_zip(files)}}}) {
      const Dataset set = read(each);
      CHECK(set.train.shape == Shape::image(3, 3, 1));
      CHECK(set.train.labels == labels(7));
      CHECK(set.test.labels == labels(3));
      CHECK(set.test.image(2)[8] == 198);
    }
  }
  CHECK(read({{"table.txt", text(lines(6))}}).train.size() == 5);
  CHECK(why({{"words.csv", text("a,b\nc,d\n")}}).find("words.csv is no table of numbers with an image a row.") == 0);
  CHECK(why({{"t.csv", text(lines(2) + "1,2\n")}}) ==
        "t.csv has lines of different lengths: line 3 has not 10 columns.");
  CHECK(why({{"t.csv", text(lines(1) + "1,2,3,4,5,6,7,8,9,1e999\n")}}) ==
        "t.csv has something in line 2, column 10, that is no number.");
}

TEST_CASE("CIFAR-10's batches are put together in the order of their names, a batch alone is split") {
  const Dataset set = read({{"test_batch.bin", cifar10(2, 5)},
                            {"data_batch_2.bin.gz", gzip(cifar10(1, 9))},
                            {"data_batch_1.bin", cifar10(2, 3)},
                            {"batches.meta.txt", text("one\ntwo\n")}});
  CHECK(set.train.shape == Shape::image(32, 32, 3));
  CHECK(set.train.labels == Bytes{3, 4, 9});
  CHECK(set.test.labels == Bytes{5, 6});
  for (const char* const name : {"test_batch.bin", "mine"}) {
    const Dataset alone = read({{name, cifar10(13)}});
    CHECK(alone.test.labels == Bytes{1, 2});
    REQUIRE(alone.class_names.size() == 10);
    CHECK(alone.class_names[3] == "cat");
  }
  CHECK(why({{"a.bin", cut(cifar10(2))}}) == Contains("a.bin is not a whole CIFAR-10 batch"));
  CHECK(why({{"a.bin", cifar10(1)}}) == Contains("a.bin holds a single image"));
}

TEST_CASE("CIFAR-100 has fine labels, and a file with their names") {
  const Files files = {{"cifar-100-binary/test.bin", cifar({{7, 70}})},
                       {"cifar-100-binary/train.bin", cifar({{0, 1}, {19, 99}, {5, 0}})}};
  const Dataset set = read(files);
  CHECK(set.train.labels == Bytes{1, 99, 0});
  CHECK(set.test.labels == Bytes{70});
  CHECK(set.class_names.empty());
  Files named = files;
  named.emplace_back("cifar-100-binary/fine_label_names.txt", text("apple\r\naquarium_fish\r\n\r\n"));
  for (const Files& each : {named, Files{{"cifar.zip", deflated_zip(named)}}}) {
    CHECK(read(each).class_names == std::vector<std::string>{"apple", "aquarium_fish"});
  }
  CHECK(why({{"train.bin", cut(cifar({{0, 90}, {0, 91}, {0, 92}}))}}) ==
        Contains("train.bin is not a whole CIFAR-100 batch"));
}

TEST_CASE("pictures that cannot be decoded are counted and named") {
  const Dataset set = read({{"cats/1.png", png(1)},
                            {"cats/2.webp", webp()},
                            {"dogs/1.png", png(2)},
                            {"dogs/2.TIF", tif()},
                            {"dogs/3.png", {}},
                            {"dogs/4.png", cut(png(3), 20)},
                            {"notes.pdf", text("%PDF-1.7")}});
  CHECK(set.class_names == std::vector<std::string>{"cats", "dogs"});
  CHECK(set.train.size() + set.test.size() == 2);
  REQUIRE(set.notes.size() == 1);
  CHECK(
      set.notes[0] ==
      "5 files were left out: cats/2.webp is none of the files that can be read here; dogs/2.TIF is none of the files "
      "that can be read here; dogs/3.png is empty; and 2 more.");
}

TEST_CASE("one bad picture among many: the others are used, and the note says which and why") {
  Files files = {{"bars/cut.png", cut(png(3), 20)}};
  for (int i = 0; i < 20; ++i)
    files.emplace_back((i % 2 == 0 ? "bars/" : "lines/") + std::to_string(i) + ".png", png(9));
  const Dataset set = read(files);
  CHECK(set.train.size() + set.test.size() == 20);
  CHECK(set.notes ==
        std::vector<std::string>{"1 file was left out: bars/cut.png is a PNG picture that is damaged or cut off."});
}

TEST_CASE("a class that lost all of its pictures is an error, which names them") {
  for (const bool packed_up : {false, true}) {
    Files files = {{"lines/1.png", png(1)}, {"lines/2.png", png(2)}, {"bars/1.webp", webp()}};
    if (packed_up) files = {{"set.zip", zip(files)}};
    CHECK(why(files).find("The class \"bars\" has lost all of its pictures. 1 file was left out: ") == 0);
    CHECK(why(files) == Contains("bars/1.webp is none of the files that can be read here."));
  }
  // Also where a single picture is left, which would be cut into patches.
  CHECK(why({{"lines/1.png", png(1, 200)}, {"bars/1.webp", webp()}}) ==
        Contains("The class \"bars\" has lost all of its pictures."));
  CHECK(why({{"a.webp", webp()}}).find("a.webp is none of the files that can be read here. What can be read: IDX") ==
        0);
  CHECK(why({{"a.webp", webp()}, {"b.tif", tif()}}).find("2 files were left out: a.webp is none") == 0);
}

TEST_CASE("folders for training and testing, in archives too") {
  const Files files = {{"train/bars/1.png", png(1)}, {"train/lines/2.png", png(2)}, {"test/lines/1.png", png(3)}};
  const Files apart = {{"train.zip", zip({{"bars/1.png", png(1)}, {"lines/2.png", png(2)}})},
                       {"test.zip", zip({{"lines/1.png", png(3)}})}};
  for (const Files& each : {files, renamed(files, "set/"), Files{{"set.zip", deflated_zip(files)}}, apart}) {
    const Dataset set = read(each);
    CHECK(set.class_names == std::vector<std::string>{"bars", "lines"});
    CHECK(set.train.labels == Bytes{0, 1});
    CHECK(set.test.labels == Bytes{1});
    CHECK(set.test.image(0)[0] == 3);
    CHECK(set.test.shape == FileSet::kPictureShape);
  }
}

TEST_CASE("dark ink on white paper is read as it is, said, and turned round") {
  Dataset set = read({{"1.png", png(250)}, {"2.png", png(240)}});
  CHECK(set.light_paper);
  CHECK(set.train.pixels[0] == 250);
  invert(set);
  CHECK_FALSE(set.light_paper);
  CHECK(set.train.pixels[0] == 5);
  CHECK(set.test.pixels[0] == 15);
  CHECK_FALSE(read(mnist()).light_paper);
  CHECK(read({{"x", idx(8, {7, 3, 3}, Bytes(63, 255))}}).light_paper);
}

TEST_CASE("images are fitted to the network's input") {
  for (const Files& files : {Files{{"a", idx_images(7, 6, 6)}}, {{"b", cifar10(7)}}, {{"c", png(9)}, {"d", png(90)}}}) {
    const auto flat = dataset_from_files(files, Shape::flat(48));
    REQUIRE(flat.ok());
    CHECK(flat->train.shape == Shape::image(4, 4, 3));
    const auto image = dataset_from_files(files, Shape::image(10, 20, 1));
    REQUIRE(image.ok());
    CHECK(image->test.shape == Shape::image(10, 20, 1));
    CHECK(why(files, Shape::flat(5)) == Contains("takes 5 numbers"));
  }
}

TEST_CASE("pictures beside data, twins and other files are left out, and said") {
  Files files = mnist();
  files.emplace_back("train-images-idx3-ubyte.gz", gzip(idx_images(12)));
  files.emplace_back("copy/train-images-idx3-ubyte", idx_images(12));
  files.emplace_back("plot.png", png(1));
  const Dataset set = read(files);
  CHECK(set.train.pixels == ramp(72));
  CHECK(set.notes ==
        std::vector<std::string>{
            "3 files were left out: train-images-idx3-ubyte.gz is there unpacked too; "
            "copy/train-images-idx3-ubyte holds the same as another file; plot.png is a picture beside data."});
  // Labels may well be the same for training and testing.
  const Dataset same = read({{"x_train.npy", npy("|u1", {2, 1, 1}, {1, 2})},
                             {"y_train.npy", npy("|u1", {2}, {0, 1})},
                             {"x_test.npy", npy("|u1", {2, 1, 1}, {3, 4})},
                             {"y_test.npy", npy("|u1", {2}, {0, 1})}});
  CHECK(same.test.labels == Bytes{0, 1});
}

TEST_CASE("what cannot be read is refused with a sentence that names it") {
  CHECK(why({}) == "No files with images were given.");
  CHECK(why({{".DS_Store", {1, 2}}}) == "No files with images were given.");
  CHECK(why({{"fine_label_names.txt", text("apple\n")}}) == "No files with images were given.");
  CHECK(why({{"a", {}}}).find("a is empty. What can be read: IDX files") == 0);
  CHECK(why({{"notes.txt", text("hello")}}).find("notes.txt is none of the files that can be read here.") == 0);
  CHECK(why({{"data_batch_1.bin", {1, 2, 3}}}).find("data_batch_1.bin is not a whole CIFAR-10 batch") == 0);
  CHECK(why({{"a.gz", {0x1F, 0x8B, 8, 0}}}).find("a.gz is a gzip file with a damaged header") == 0);
  CHECK(why({{"a", {0, 0, 8, 3, 0}}}) == "a is cut off within its header.");
  CHECK(why({{"a.npy", cut(npy("|u1", {3}, ramp(3)))}}) == Contains("a.npy is damaged"));
  CHECK(why({{"b", idx_images(7)}, {"c", cifar10(2)}}) ==
        "b holds images of shape (3, 2, 1), but c of shape (32, 32, 3).");
  CHECK(why({{"a.png", png(9)}}).find("a.png is a single picture") == 0);
}
