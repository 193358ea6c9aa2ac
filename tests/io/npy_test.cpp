#include "io/npy.h"

#include <doctest/doctest.h>

#include <bit>

#include "core/bytes.h"
#include "data/zip.h"

using namespace lab;

namespace {

Bytes npy(const std::string& header, const Bytes& values) {
  Bytes out;
  put_text(out, "\x93NUMPY");
  put_u16(out, 1);
  put_u16(out, header.size());
  put_text(out, header);
  out.insert(out.end(), values.begin(), values.end());
  return out;
}

std::string refusal(const Bytes& bytes) {
  const auto array = read_npy("x.npy", bytes);
  return array ? std::string() : array.error().message;
}

}  // namespace

TEST_CASE("a .npy file has the bytes that NumPy writes, and comes back") {
  const NamedArray array{"x", {2, 1}, {1.0F, -2.5F}};
  const Bytes bytes = write_npy(array);
  // numpy.save of numpy.array([[1], [-2.5]], "<f4")
  REQUIRE(bytes.size() == 136);
  const std::string text(bytes.begin(), bytes.begin() + 128);
  CHECK(text.substr(0, 10) == std::string("\x93NUMPY\x01\0v\0", 10));
  CHECK(text.substr(10, 59) == "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }");
  CHECK(text.back() == '\n');
  CHECK(Bytes(bytes.begin() + 128, bytes.end()) == Bytes{0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0});
  const auto back = read_npy("x", bytes);
  REQUIRE(back.ok());
  CHECK(*back == array);
}

TEST_CASE("arrays of any number of dimensions come back") {
  for (const NamedArray& array : {NamedArray{"s", {}, {4.0F}}, NamedArray{"v", {3}, {1.0F, 2.0F, 3.0F}},
                                  NamedArray{"e", {0, 5}, {}}, NamedArray{"k", {1, 2, 1, 1}, {5.0F, 6.0F}}}) {
    const auto back = read_npy(array.name, write_npy(array));
    REQUIRE(back.ok());
    CHECK(*back == array);
  }
}

TEST_CASE("float64 and uint8 are read, bytes as pixels") {
  Bytes doubles;
  put_u64(doubles, std::bit_cast<std::uint64_t>(0.1));
  const auto wide = read_npy("x", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", doubles));
  REQUIRE(wide.ok());
  CHECK(wide->values == std::vector<float>{0.1F});
  const auto pixels = read_npy("x", npy("{'shape': (1, 2), 'fortran_order': False, 'descr': '|u1'}", {0, 255}));
  REQUIRE(pixels.ok());
  CHECK(pixels->shape == std::vector<int>{1, 2});
  CHECK(pixels->values == std::vector<float>{0.0F, 1.0F});
}

TEST_CASE("arrays by columns, of whole numbers and of the other byte order are turned into ours") {
  Bytes columns;
  put_floats(columns, std::vector<float>{1.0F, 4.0F, 2.0F, 5.0F, 3.0F, 6.0F});
  const auto turned = read_npy("x", npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", columns));
  REQUIRE(turned.ok());
  CHECK(turned->values == std::vector<float>{1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F});
  const auto whole = read_npy("x", npy("{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }", {1, 0, 255, 254}));
  REQUIRE(whole.ok());
  CHECK(whole->values == std::vector<float>{256.0F, -2.0F});
}

TEST_CASE("what cannot be read as an array gets a sentence") {
  const Bytes eight(8, std::uint8_t{0});
  CHECK(refusal(npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", eight)).find("must hold") !=
        std::string::npos);
  CHECK(refusal(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", eight)).find("must hold") !=
        std::string::npos);
  CHECK(refusal(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", eight)).find("shape (3,)") !=
        std::string::npos);
  for (const char* shape :
       {"(99999, 99999, 99999)", "(-1,)", "(99999999999,)", "(1, 1, 1, 1, 1, 1, 1, 1, 1)", "(1", "1", "", "(1.5,)"}) {
    CAPTURE(shape);
    const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + std::string(shape);
    CHECK(refusal(npy(header, eight)).find("shape that cannot be read") != std::string::npos);
  }
  CHECK(refusal(Bytes(100, std::uint8_t{1})).find("not an array of NumPy") != std::string::npos);
  const Bytes good = write_npy({"x", {2}, {1.0F, 2.0F}});
  for (std::size_t length = 0; length < good.size(); ++length) {
    CHECK_FALSE(refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)}).empty());
  }
}

TEST_CASE("an .npz file comes back with its names") {
  const std::vector<NamedArray> arrays{{"dense/kernel", {2, 2}, {1.0F, 2.0F, 3.0F, 4.0F}}, {"dense/bias", {2}, {0, 1}}};
  const auto back = read_npz("w.npz", write_npz(arrays));
  REQUIRE(back.ok());
  CHECK(*back == arrays);
  const std::vector<ZipEntry> strange{{"readme.txt", {}}};
  const auto refused = read_npz("w.npz", write_zip(strange));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("readme.txt") != std::string::npos);
}
