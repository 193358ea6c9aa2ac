#include "data/gzip.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "byte_files.h"

using namespace lab_test;

namespace {

/// Long, and hard to compress.
Bytes noise() {
  Bytes data(100000);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i * i >> 3);
  return data;
}

const std::string kHello = "hello hello hello hello\n";

/// It as `gzip -9n` packs it: a real compressed block.
Bytes packed_hello() {
  return {0x1F, 0x8B, 8,    0,    0,    0,    0, 0,    2,    3,    0xCB, 0x48, 0xCD, 0xC9, 0xC9,
          0x57, 0xC8, 0x40, 0x27, 0xB9, 0x00, 0, 0x88, 0x59, 0x0B, 0x18, 0,    0,    0};
}

/// A header with an extra field, a name, a comment and a checksum of its own.
Bytes full_header() {
  return {0x1F, 0x8B, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 'e', 'e', 'n', 0, 'c', 'c', 0, 9, 9};
}

}  // namespace

TEST_CASE("crc32 of the standard's check string") { CHECK(lab::crc32(text("123456789")) == 0xCBF43926U); }

TEST_CASE("gzip files are unpacked, with every optional header field") {
  const Bytes data = noise();
  CHECK(*lab::gunzip("x", gzip(data, stored(data))) == data);
  CHECK(*lab::gunzip("x", gzip(data, stored(data), full_header())) == data);
  CHECK(*lab::gunzip("x", gzip(data)) == data);
  CHECK(lab::gunzip("x", gzip({}))->empty());
  CHECK(*lab::gunzip("x", packed_hello()) == text(kHello));
  const Bytes even(70000, 3);
  const Bytes small = gzip(even);
  CHECK(small.size() < 1000);
  CHECK(*lab::gunzip("x", small) == even);
}

TEST_CASE("nothing damaged passes as a gzip file") {
  const Bytes data = noise();
  const Bytes good = gzip(data, stored(data));
  REQUIRE(lab::gunzip("x", good).ok());
  for (const std::size_t n : {1U, 7U, 8U, 9U, 5000U, 99999U}) CHECK_FALSE(lab::gunzip("x", cut(good, n)).ok());
  for (std::size_t n = 0; n < 20; ++n) CHECK_FALSE(lab::gunzip("x", {good.data(), n}).ok());
  const auto changed = [&](std::size_t at, unsigned how) {
    Bytes bad = good;
    bad[at] = static_cast<std::uint8_t>(bad[at] ^ how);
    return refusal(lab::gunzip("x", bad));
  };
  for (const std::size_t at : {0U, 2U, 3U, 10U, 12U, 40000U}) CHECK(changed(at, 0xE5) != "(accepted)");
  for (std::size_t back = 1; back <= 8; ++back) CHECK(changed(good.size() - back, 1) != "(accepted)");
  CHECK(changed(0, 1) == "x is not a gzip file.");
  CHECK(changed(2, 1) == "x is a gzip file with a damaged header, or cut off.");
  CHECK(changed(40000, 1) == "x is damaged: its contents do not match its checksum.");
  CHECK(changed(10, 6) == "x cannot be unpacked: the gzip data is damaged or cut off.");
  Bytes longer = good;
  longer.push_back(0);
  CHECK_FALSE(lab::gunzip("x", longer).ok());
}

TEST_CASE("what a gzip file says of its size is judged before memory is taken") {
  const Bytes good = gzip(Bytes(5000, 1));
  CHECK(refusal(lab::gunzip("x", good, 4999)) == Contains("at most"));
  CHECK(lab::gunzip("x", good, 5000).ok());
  Bytes bomb = good;
  for (std::size_t back = 1; back <= 4; ++back) bomb[bomb.size() - back] = 0xFF;
  CHECK(refusal(lab::gunzip("x", bomb)) == Contains("x is damaged or cut off"));
}

TEST_CASE("the size after unpacking is told without unpacking") {
  CHECK(lab::unpacked_size(gzip(Bytes(70000, 9))) == 70000);
  CHECK(lab::unpacked_size(gzip({})) == 0);
  CHECK(lab::unpacked_size(Bytes(70000, 9)) == 0);
  CHECK(lab::unpacked_size(Bytes{0x1F, 0x8B, 8}) == 0);
}

TEST_CASE("a look at the beginning sees what is there, however it is packed") {
  const Bytes data = noise();
  const Bytes start(data.begin(), data.begin() + 512);
  CHECK(lab::peek_contents(data, 512) == start);
  CHECK(lab::peek_contents(gzip(data), 512) == start);
  CHECK(lab::peek_contents(gzip(data, stored(data)), 512) == start);
  CHECK(lab::peek_contents(gzip(data, stored(data), full_header()), 512) == start);
  // Shorter than the look: what there is, then zeros where it was packed.
  CHECK(lab::peek_contents(text("abc"), 512) == text("abc"));
  const Bytes hello = lab::peek_contents(packed_hello(), 40);
  CHECK(std::string(hello.begin(), hello.begin() + 24) == kHello);
  for (const Bytes& bad : {Bytes{0x1F, 0x8B}, Bytes{0x1F, 0x8B, 8, 0xFF, 1, 2, 3}}) {
    CHECK(lab::peek_contents(bad, 512).empty());
  }
}
