#include "data/file_set.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/cifar.h"
#include "data/png.h"

using lab::dataset_from_files;
using lab::NamedFile;
using lab::Shape;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes idx(std::uint8_t count, std::uint8_t side) {
  Bytes out = {0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, side, 0, 0, 0, side};
  out.resize(out.size() + static_cast<std::size_t>(count) * side * side, 9);
  return out;
}

Bytes batch(std::size_t count) { return Bytes(count * lab::kCifarRecord, 4); }

Bytes png(int side) {
  return lab::encode_png({side, side, 1, Bytes(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 5)});
}

std::string refusal(const std::vector<NamedFile>& files, const std::optional<Shape>& input = {}) {
  const auto set = dataset_from_files(files, input);
  return set ? std::string("(accepted)") : set.error().message;
}

}  // namespace

TEST_CASE("files are recognised by what is in them") {
  const auto digits = dataset_from_files({{"a", idx(7, 6)}});
  REQUIRE(digits.ok());
  CHECK(digits->train.shape == Shape::image(6, 6, 1));
  CHECK(digits->train.size() == 6);
  const auto colour = dataset_from_files({{"b", batch(7)}});
  REQUIRE(colour.ok());
  CHECK(colour->train.shape == Shape::image(32, 32, 3));
  const auto pictures = dataset_from_files({{"c", png(9)}, {"d", png(90)}});
  REQUIRE(pictures.ok());
  CHECK(pictures->train.shape == lab::FileSet::kPictureShape);
  CHECK(pictures->train.size() + pictures->test.size() == 2);
}

TEST_CASE("images are fitted to the network's input") {
  for (const std::vector<NamedFile>& files :
       {std::vector<NamedFile>{{"a", idx(7, 6)}}, {{"b", batch(7)}}, {{"c", png(9)}, {"d", png(90)}}}) {
    const auto flat = dataset_from_files(files, Shape::flat(48));
    REQUIRE(flat.ok());
    CHECK(flat->train.shape == Shape::image(4, 4, 3));
    const auto image = dataset_from_files(files, Shape::image(10, 20, 1));
    REQUIRE(image.ok());
    CHECK(image->test.shape == Shape::image(10, 20, 1));
  }
  CHECK(refusal({{"a", idx(7, 6)}}, Shape::flat(5)).find("takes 5 numbers") != std::string::npos);
  CHECK(refusal({{"c", png(9)}}, Shape::flat(5)).find("takes 5 numbers") != std::string::npos);
}

TEST_CASE("what cannot be read is refused with a sentence that names it") {
  CHECK(refusal({}) == "No files were given.");
  CHECK(refusal({{"a", {}}}) == "a is empty.");
  CHECK(refusal({{"notes.txt", {'h', 'e', 'l', 'l', 'o'}}}).find("notes.txt is none of the files") == 0);
  CHECK(refusal({{"data_batch_1.bin", {1, 2, 3}}}).find("data_batch_1.bin is not a whole CIFAR-10 batch") == 0);
  CHECK(refusal({{"a.gz", {0x1F, 0x8B, 8, 0}}}).find("a.gz is a gzip file with a damaged header") == 0);
  CHECK(refusal({{"a", {0, 0, 8, 3, 0}}}) == "a is cut off within its header.");
  CHECK(refusal({{"a.png", png(9)}, {"b", idx(7, 6)}}) ==
        "b is an IDX file, but a.png is a picture; open files of one kind at a time.");
  CHECK(refusal({{"b", idx(7, 6)}, {"c", batch(2)}}).find("c is a CIFAR-10 batch, but b is an IDX file") == 0);
  CHECK(refusal({{"a.png", png(9)}}).find("a.png is a single picture") == 0);
}
