#include "data/npy.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "byte_files.h"

using lab::NumberType;
using lab::parse_npy;
using lab_test::Bytes;
using lab_test::npy;
using lab_test::refusal;
using Kind = lab::NumberType::Kind;

namespace {

/// A file with any header.
Bytes with_header(const std::string& header, const Bytes& numbers, unsigned version = 1) {
  Bytes out;
  lab::put_text(out, "\x93NUMPY");
  lab::put_u16(out, version);
  lab::put_number(out, header.size(), version == 1 ? 2 : 4);
  lab::put_text(out, header);
  out.insert(out.end(), numbers.begin(), numbers.end());
  return out;
}

std::string header(const std::string& type, const std::string& shape) {
  return "{'descr': " + type + ", 'fortran_order': False, 'shape': " + shape + ", }\n";
}

}  // namespace

TEST_CASE("a .npy file is read as it lies there") {
  // numpy.save of numpy.array([[1], [-2.5]], ">f4")
  const Bytes bytes = npy(">f4", {2, 1}, {0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0});
  REQUIRE(bytes.size() == 136);
  CHECK(lab::looks_like_npy(bytes));
  const auto array = parse_npy("x.npy", bytes);
  REQUIRE(array.ok());
  CHECK(array->name == "x.npy");
  CHECK(array->shape == std::vector<int>{2, 1});
  CHECK(array->type == NumberType{Kind::floating, 4, true});
  CHECK_FALSE(array->by_columns);
  CHECK(array->offset == 128);
  CHECK(array->bytes == bytes);
  CHECK(floats_of(*array) == std::vector<float>{1.0F, -2.5F});
}

TEST_CASE("every type of number in both byte orders") {
  struct Case {
    const char* name;
    NumberType type;
  };
  for (const Case& c : {Case{"|b1", {Kind::boolean, 1, false}}, Case{"|u1", {}}, Case{"|i1", {Kind::integer, 1, false}},
                        Case{"<u2", {Kind::unsigned_integer, 2, false}}, Case{">i2", {Kind::integer, 2, true}},
                        Case{">u4", {Kind::unsigned_integer, 4, true}}, Case{"<i4", {Kind::integer, 4, false}},
                        Case{"<u8", {Kind::unsigned_integer, 8, false}}, Case{">i8", {Kind::integer, 8, true}},
                        Case{"<f2", {Kind::floating, 2, false}}, Case{">f2", {Kind::floating, 2, true}},
                        Case{"<f4", {Kind::floating, 4, false}}, Case{">f8", {Kind::floating, 8, true}}}) {
    CAPTURE(std::string(c.name));
    Bytes one(c.type.size);
    one[c.type.big_endian ? c.type.size - 1U : 0] = 1;
    const auto array = parse_npy("x", npy(c.name, {1}, one));
    REQUIRE(array.ok());
    CHECK(array->type == c.type);
    if (c.type.kind == Kind::floating) {
      CHECK(number_at(array->data(), array->type) == (c.type.size == 2   ? std::ldexp(1.0, -24)
                                                      : c.type.size == 4 ? std::ldexp(1.0, -149)
                                                                         : std::ldexp(1.0, -1074)));
    } else {
      CHECK(number_at(array->data(), array->type) == 1.0);
    }
  }
}

TEST_CASE("Fortran's order is understood") {
  const auto array = parse_npy("x", npy("|u1", {2, 3}, {1, 4, 2, 5, 3, 6}, true));
  REQUIRE(array.ok());
  CHECK(array->by_columns);
  CHECK(floats_of(*array) == std::vector<float>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("versions 1 to 3, any order of the keys, no dimensions or many") {
  for (const unsigned version : {1U, 2U, 3U}) {
    const auto array = parse_npy("x", with_header(header("'|u1'", "(2, 1)"), {8, 9}, version));
    REQUIRE(array.ok());
    CHECK(floats_of(*array) == std::vector<float>{8, 9});
  }
  const auto turned = parse_npy("x", with_header("{'shape':(2,),'fortran_order':False,'descr':'|u1'}", {8, 9}));
  REQUIRE(turned.ok());
  CHECK(turned->shape == std::vector<int>{2});
  CHECK(parse_npy("x", npy("|u1", {}, {5}))->shape.empty());
  CHECK(parse_npy("x", npy("|u1", {1, 1, 1, 1, 1, 1, 1, 1}, {5}))->shape.size() == 8);
  CHECK(parse_npy("x", npy("|u1", {0, 28, 28}, {}))->shape == std::vector<int>{0, 28, 28});
}

TEST_CASE("the header alone says what is there") {
  const Bytes bytes = npy("<f4", {100000, 28, 28}, {});
  const auto array = lab::parse_npy_header("x", bytes);
  REQUIRE(array.ok());
  CHECK(array->shape == std::vector<int>{100000, 28, 28});
  CHECK(array->offset == bytes.size());
  CHECK(array->bytes.empty());
  CHECK(refusal(parse_npy("x", bytes)) ==
        "x is damaged: it is shorter or longer than its shape (100000, 28, 28) says.");
}

TEST_CASE("types that are no numbers are refused with a sentence") {
  for (const char* const type : {"'|O'", "'<U5'", "'|S1'", "'<c8'", "'<M8[ns]'", "'<f16'", "'|f1'", "'<i3'", "'<i0'",
                                 "'|b2'", "'|V2'", "[('a', '<f4')]", "\"<f4\"", "''", "'", ""}) {
    CAPTURE(std::string(type));
    CHECK(refusal(parse_npy("x", with_header(header(type, "(1,)"), Bytes(8)))) ==
          "x must hold whole numbers or floating-point numbers of up to 64 bits.");
  }
  CHECK(refusal(parse_npy("x", with_header("{}", Bytes(8)))) == lab_test::Contains("must hold whole numbers"));
}

TEST_CASE("absurd shapes are refused with a sentence") {
  for (const char* const shape : {"(99999, 99999, 99999)", "(-1,)", "(99999999999,)", "(2147483647, 2147483647)",
                                  "(1, 1, 1, 1, 1, 1, 1, 1, 1)", "(1", "1", "", "(1.5,)", "None", "[1]", "(x,)"}) {
    CAPTURE(std::string(shape));
    CHECK(refusal(parse_npy("x", with_header(header("'<f4'", shape), Bytes(4)))) ==
          "x has a shape that cannot be read.");
  }
}

TEST_CASE("what is damaged or cut off is refused, wherever") {
  const Bytes good = npy("<f4", {2}, Bytes(8));
  REQUIRE(parse_npy("x", good).ok());
  for (std::size_t length = 0; length < good.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(parse_npy("x", {good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)}).ok());
  }
  CHECK(refusal(parse_npy("x", lab_test::text("PK"))) == "x is not an array of NumPy.");
  CHECK(refusal(parse_npy("x", {good.begin(), good.begin() + 100})) == "x is cut off.");
  CHECK(refusal(parse_npy("x", lab_test::cut(good))) ==
        "x is damaged: it is shorter or longer than its shape (2,) says.");
  Bytes longer = good;
  longer.push_back(0);
  CHECK(refusal(parse_npy("x", longer)) == lab_test::Contains("shorter or longer"));
  for (const unsigned version : {0U, 4U, 255U}) {
    CHECK(refusal(parse_npy("x", with_header(header("'<f4'", "(1,)"), Bytes(4), version))) ==
          "x has a version of NumPy's format that cannot be read.");
  }
  Bytes endless = with_header(header("'<f4'", "(1,)"), Bytes(4), 2);
  for (std::size_t i = 8; i < 12; ++i) endless[i] = 0xFF;
  CHECK(refusal(parse_npy("x", endless)) == "x is damaged: its header is too long.");
}
