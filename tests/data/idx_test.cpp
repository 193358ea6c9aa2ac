#include "data/idx.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "byte_files.h"
#include "data_folder.h"
#ifndef __EMSCRIPTEN__
#include "data/folder.h"
#endif

using lab::NumberType;
using lab::parse_idx;
using namespace lab_test;
using Kind = lab::NumberType::Kind;

TEST_CASE("an IDX file of bytes is read as it lies there") {
  const Bytes bytes = idx_images(4);
  const auto array = parse_idx("x", bytes);
  REQUIRE(array.ok());
  CHECK(array->name == "x");
  CHECK(array->shape == std::vector<int>{4, 3, 2});
  CHECK(array->type == NumberType{});
  CHECK(array->offset == 16);
  CHECK(array->bytes == bytes);
  CHECK(array->data()[7] == 7);
}

TEST_CASE("IDX files hold numbers of six types, one to four dimensions") {
  struct Case {
    std::uint8_t type;
    NumberType number;
    Bytes minus_two;
  };
  for (const Case& c : {Case{9, {Kind::integer, 1, false}, {0xFE}}, Case{11, {Kind::integer, 2, true}, {0xFF, 0xFE}},
                        Case{12, {Kind::integer, 4, true}, {0xFF, 0xFF, 0xFF, 0xFE}},
                        Case{13, {Kind::floating, 4, true}, {0xC0, 0, 0, 0}},
                        Case{14, {Kind::floating, 8, true}, {0xC0, 0, 0, 0, 0, 0, 0, 0}}}) {
    CAPTURE(int{c.type});
    for (std::size_t dimensions = 1; dimensions <= 4; ++dimensions) {
      const auto array = parse_idx("x", idx(c.type, std::vector<std::uint32_t>(dimensions, 1), c.minus_two));
      REQUIRE(array.ok());
      CHECK(array->shape == std::vector<int>(dimensions, 1));
      CHECK(array->type == c.number);
      CHECK(floats_of(*array) == std::vector<float>{-2.0F});
    }
  }
  CHECK(floats_of(*parse_idx("x", idx(8, {2}, {0xFE, 1}))) == std::vector<float>{254.0F, 1.0F});
}

TEST_CASE("IDX files are recognised by their first four bytes") {
  CHECK(lab::looks_like_idx(Bytes{0, 0, 8, 1}));
  CHECK(lab::looks_like_idx(Bytes{0, 0, 14, 4, 9}));
  for (const Bytes& other : {Bytes{}, Bytes{0, 0, 8}, Bytes{1, 0, 8, 3}, Bytes{0, 1, 8, 3}, Bytes{0, 0, 7, 3},
                             Bytes{0, 0, 10, 3}, Bytes{0, 0, 15, 3}, Bytes{0, 0, 8, 0}, Bytes{0, 0, 8, 5}}) {
    CHECK_FALSE(lab::looks_like_idx(other));
    CHECK(refusal(parse_idx("x", other)) == "x is not an IDX file (MNIST's format) of one to four dimensions.");
  }
}

TEST_CASE("damaged IDX files are refused with a sentence that says what is missing") {
  const auto why = [](const Bytes& bytes) { return refusal(parse_idx("x", bytes)); };
  for (const Bytes& start : {Bytes{0, 0, 8, 3, 0, 0, 0}, Bytes{0, 0, 8, 1, 0, 0}, Bytes{0, 0, 8, 1}}) {
    CHECK(why(start) == "x is cut off within its header.");
  }
  CHECK(why(cut(idx_images(9), 1)) == "x is cut off: its header promises 9 x 3 x 2 bytes, and 1 byte is missing.");
  CHECK(why(cut(idx_images(9), 54)) == "x is cut off: its header promises 9 x 3 x 2 bytes, and 54 bytes are missing.");
  CHECK(why(cut(idx(13, {3}, floats({1, 2, 3}, true)), 4)) ==
        "x is cut off: its header promises 3 numbers, and 4 bytes are missing.");
  Bytes longer = idx_labels(4);
  longer.push_back(1);
  CHECK(why(longer) == "x is longer than its header says: 4 bytes, and 1 byte too many are there.");
  longer.push_back(1);
  CHECK(why(longer) == "x is longer than its header says: 4 bytes, and 2 bytes too many are there.");
}

TEST_CASE("absurd sizes are refused before memory is taken") {
  const auto why = [](const std::vector<std::uint32_t>& sizes) { return refusal(parse_idx("x", idx(8, sizes, {}))); };
  CHECK(why({0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}) ==
        "x says it holds 4294967295 x 4294967295 x 4294967295 numbers, which is too much.");
  CHECK(why({0x80000000, 2}) == "x says it holds 2147483648 x 2 numbers, which is too much.");
  CHECK(why({0, 0xFFFFFFFF, 0xFFFFFFFF}) == Contains("which is too much"));
  CHECK(why({0x7FFFFFFF}) == "x is cut off: its header promises 2147483647 bytes, and 2147483647 bytes are missing.");
  CHECK(refusal(parse_idx("x", idx(14, {0x7FFFFFFF}, {}))) == Contains("17179869176 bytes are missing"));
  CHECK(parse_idx("x", idx(8, {0, 28, 28}, {})).ok());
}

#ifndef __EMSCRIPTEN__
TEST_CASE("real MNIST files load") {
  const std::string folder = data_folder("mnist");
  if (folder.empty()) {
    MESSAGE("skipped: no data");
    return;
  }
  const auto set = lab::load_path(folder);
  REQUIRE_MESSAGE(set.ok(), set.error().message);
  CHECK(set->name == "mnist");
  CHECK(set->train.size() == 60000);
  CHECK(set->test.size() == 10000);
  CHECK(set->test.labels.size() == 10000);
  CHECK(static_cast<int>(set->train.labels[0]) == 5);
  CHECK(static_cast<int>(set->test.labels[0]) == 7);
}
#endif
