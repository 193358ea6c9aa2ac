#include "data/number_array.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "byte_files.h"

using lab::number_at;
using lab::NumberArray;
using lab::NumberType;
using lab_test::Bytes;
using Kind = lab::NumberType::Kind;

namespace {

/// What the lowest bytes of `bits` are as a number; the same in both byte orders.
double number(Kind kind, std::uint8_t size, std::uint64_t bits) {
  Bytes little;
  Bytes big;
  lab::put_number(little, bits, size);
  lab_test::put_big(big, bits, size);
  const double value = number_at(little.data(), {kind, size, false});
  const double same = number_at(big.data(), {kind, size, true});
  CHECK((value == same || (std::isnan(value) && std::isnan(same))));
  return value;
}

double half(std::uint64_t bits) { return number(Kind::floating, 2, bits); }
double brain(std::uint64_t bits) { return number(Kind::brain, 2, bits); }

}  // namespace

TEST_CASE("whole numbers of every size, with a sign and without, in both byte orders") {
  for (const std::uint8_t size : Bytes{1, 2, 4, 8}) {
    CAPTURE(int{size});
    const double range = std::ldexp(1.0, 8 * size);
    CHECK(number(Kind::integer, size, ~std::uint64_t{0}) == -1.0);
    CHECK(number(Kind::unsigned_integer, size, ~std::uint64_t{0}) == (size < 8 ? range - 1.0 : range));
    CHECK(number(Kind::integer, size, std::uint64_t{1} << (8U * size - 1U)) == -range / 2.0);
    CHECK(number(Kind::unsigned_integer, size, 0x12) == 18.0);
    CHECK(number(Kind::integer, size, 0x12) == 18.0);
  }
  CHECK(number(Kind::unsigned_integer, 2, 0x0102) == 258.0);
  CHECK(number(Kind::integer, 4, 0xFFFE7960) == -100000.0);
  CHECK(number(Kind::integer, 8, static_cast<std::uint64_t>(-123456789012)) == -123456789012.0);
}

TEST_CASE("booleans are 0 or 1, whatever the byte") {
  CHECK(number(Kind::boolean, 1, 0) == 0.0);
  CHECK(number(Kind::boolean, 1, 1) == 1.0);
  CHECK(number(Kind::boolean, 1, 7) == 1.0);
}

TEST_CASE("floating-point numbers of 32 and 64 bits") {
  CHECK(number(Kind::floating, 4, std::bit_cast<std::uint32_t>(-2.5F)) == -2.5);
  CHECK(number(Kind::floating, 8, std::bit_cast<std::uint64_t>(0.1)) == 0.1);
  CHECK(std::isinf(number(Kind::floating, 4, 0x7F800000)));
  CHECK(std::isnan(number(Kind::floating, 8, 0x7FF8000000000000)));
}

TEST_CASE("halves, from the least to infinity") {
  CHECK(half(0x0000) == 0.0);
  CHECK(std::signbit(half(0x8000)));
  CHECK(half(0x3C00) == 1.0);
  CHECK(half(0xC000) == -2.0);
  CHECK(half(0x3555) == 0.333251953125);
  CHECK(half(0x7BFF) == 65504.0);
  CHECK(half(0x0400) == std::ldexp(1.0, -14));
  CHECK(half(0x03FF) == std::ldexp(1023.0, -24));  // below the normal ones
  CHECK(half(0x0001) == std::ldexp(1.0, -24));
  CHECK(half(0x7C00) == std::numeric_limits<double>::infinity());
  CHECK(half(0xFC00) == -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(half(0x7E00)));
}

TEST_CASE("bfloat16 is the upper half of a float") {
  CHECK(brain(0x3F80) == 1.0);
  CHECK(brain(0xC049) == -3.140625);
  CHECK(brain(0x7F7F) == std::bit_cast<float>(0x7F7F0000));
  CHECK(std::isinf(brain(0x7F80)));
  CHECK(std::isnan(brain(0x7FC0)));
}

TEST_CASE("neighbours along the last dimension lie beside each other, by columns along the first") {
  NumberArray array = lab_test::array("x", {2, 3, 4}, {});
  CHECK(strides_of(array) == std::vector<std::size_t>{12, 4, 1});
  array.by_columns = true;
  CHECK(strides_of(array) == std::vector<std::size_t>{1, 2, 6});
  CHECK(strides_of(lab_test::array("x", {}, {})).empty());
}

TEST_CASE("numbers come in order, whatever their order in memory") {
  // [[1, 2, 3], [4, 5, 6]] by rows, behind a header of two bytes
  NumberArray array = lab_test::array("x", {2, 3}, {99, 99, 1, 2, 3, 4, 5, 6});
  array.offset = 2;
  CHECK(floats_of(array) == std::vector<float>{1, 2, 3, 4, 5, 6});
  array.bytes = {99, 99, 1, 4, 2, 5, 3, 6};
  array.by_columns = true;
  CHECK(floats_of(array) == std::vector<float>{1, 2, 3, 4, 5, 6});

  const Bytes halves = {0x3C, 0x00, 0xC0, 0x00};
  CHECK(floats_of(lab_test::array("x", {2, 1}, halves, {Kind::floating, 2, true})) == std::vector<float>{1.0F, -2.0F});
  CHECK(floats_of(lab_test::array("scalar", {}, {7})) == std::vector<float>{7.0F});
  CHECK(floats_of(lab_test::array("none", {4, 0}, {})).empty());
}

TEST_CASE("three dimensions by columns") {
  NumberArray array = lab_test::array("x", {2, 2, 2}, {});
  array.by_columns = true;
  // The number at (i, j, k) is 4 i + 2 j + k.
  for (int k = 0; k < 2; ++k) {
    for (int j = 0; j < 2; ++j) {
      for (int i = 0; i < 2; ++i) array.bytes.push_back(static_cast<std::uint8_t>(4 * i + 2 * j + k));
    }
  }
  CHECK(floats_of(array) == std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("absurd shapes have no count") {
  const auto count = [](const std::vector<int>& shape) { return lab::value_count(shape); };
  CHECK(count({}) == 1);
  CHECK(count({60000, 28, 28}) == 47040000);
  CHECK(count({3, 0, 5}) == 0);
  CHECK(count({INT32_MAX}) == INT32_MAX);
  CHECK(count({INT32_MAX, 2}) == -1);
  CHECK(count({1 << 16, 1 << 15}) == -1);
  CHECK(count({INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX}) == -1);
  CHECK(count({0, INT32_MAX, INT32_MAX}) == -1);
  CHECK(count({4, -1}) == -1);
}

TEST_CASE("shapes are written as Python does") {
  CHECK(lab::shape_text(std::vector<int>{}) == "()");
  CHECK(lab::shape_text(std::vector<int>{32}) == "(32,)");
  CHECK(lab::shape_text(std::vector<int>{784, 32}) == "(784, 32)");
}
