#include "io/safetensors.h"

#include <doctest/doctest.h>

#include "core/bytes.h"

using namespace lab;

namespace {

std::vector<NamedArray> sample() {
  return {{"dense/kernel", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"dense/bias", {3}, {-1, 0, 1}}, {"empty", {0}, {}}};
}

Bytes file(const std::string& header, std::size_t value_bytes) {
  Bytes out;
  put_u64(out, header.size());
  put_text(out, header);
  out.resize(out.size() + value_bytes);
  return out;
}

std::string refusal(const Bytes& bytes) {
  const auto arrays = read_safetensors("w.safetensors", bytes);
  return arrays ? std::string() : arrays.error().message;
}

}  // namespace

TEST_CASE("safetensors come back as they were written, with aligned values") {
  const Bytes bytes = write_safetensors(sample());
  CHECK(ByteReader(bytes).take_u64() % 8 == 0);
  const auto back = read_safetensors("w.safetensors", bytes);
  REQUIRE(back.ok());
  CHECK(*back == sample());
}

TEST_CASE("half precision of both kinds, and doubles, are read") {
  const auto read = [](const char* dtype, const Bytes& values) {
    const std::string end = std::to_string(values.size());
    Bytes bytes =
        file(R"({"a":{"dtype":")" + std::string(dtype) + R"(","shape":[1],"data_offsets":[0,)" + end + "]}}", 0);
    bytes.insert(bytes.end(), values.begin(), values.end());
    const auto arrays = read_safetensors("w.safetensors", bytes);
    REQUIRE_MESSAGE(arrays.ok(), arrays.error().message);
    return arrays->front().values.front();
  };
  CHECK(read("F16", {0x00, 0xC1}) == -2.5F);
  CHECK(read("BF16", {0x20, 0xC0}) == -2.5F);
  CHECK(read("F64", {0, 0, 0, 0, 0, 0, 0x04, 0xC0}) == -2.5F);
  CHECK(read("I8", {0xFE}) == -2.0F);
}

TEST_CASE("damaged safetensors are refused with a sentence") {
  const Bytes good = write_safetensors(sample());
  for (std::size_t length = 0; length < good.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)}).empty());
  }
  auto longer = good;
  longer.resize(good.size() + 4);
  CHECK(refusal(longer).find("longer") != std::string::npos);
}

TEST_CASE("headers that lie are refused") {
  const auto header = [](const std::string& dtype, const std::string& shape, const std::string& offsets) {
    return R"({"a":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
  };
  CHECK(refusal(file(header("F32", "[2]", "[0,8]"), 8)).empty());
  CHECK(refusal(file(header("F16", "[2]", "[0,4]"), 4)).empty());
  CHECK(refusal(file(header("F64", "[2]", "[0,8]"), 8)).find("damaged") != std::string::npos);
  CHECK(refusal(file(header("F8_E4M3", "[4]", "[0,4]"), 4)).find("must hold") != std::string::npos);
  CHECK(refusal(file(header("F32", "[2]", "[0,4]"), 4)).find("damaged") != std::string::npos);
  CHECK(refusal(file(header("F32", "[2]", "[8,16]"), 8)).find("damaged") != std::string::npos);
  CHECK(refusal(file(header("F32", "[2]", "[8,0]"), 8)).find("damaged") != std::string::npos);
  CHECK(refusal(file(header("F32", "[2]", "[0,8,8]"), 8)).find("cannot be read") != std::string::npos);
  CHECK(refusal(file(header("F32", "[-2]", "[0,8]"), 8)).find("cannot be read") != std::string::npos);
  CHECK(refusal(file(header("F32", "\"2\"", "[0,8]"), 8)).find("cannot be read") != std::string::npos);
  CHECK_FALSE(refusal(file(header("F32", "[4294967296,4294967296]", "[0,0]"), 0)).empty());
  CHECK_FALSE(refusal(file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                           R"("b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
                           8))
                  .empty());
  CHECK_FALSE(refusal(file("[1,2]", 0)).empty());
  CHECK_FALSE(refusal(file(R"({"a":7})", 0)).empty());
  CHECK_FALSE(refusal(file("not json", 0)).empty());
  CHECK_FALSE(refusal(Bytes(8, std::uint8_t{0xFF})).empty());
}
