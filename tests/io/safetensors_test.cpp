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
  CHECK(refusal(file(header("F16", "[2]", "[0,4]"), 4)).find("F32") != std::string::npos);
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
