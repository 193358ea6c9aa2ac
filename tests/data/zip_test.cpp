#include "data/zip.h"

#include <doctest/doctest.h>

#include <string>

#include "core/bytes.h"
#include "data/gzip.h"

using namespace lab;

namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Bytes sample() {
  const std::vector<ZipEntry> entries{
      {"a.txt", bytes_of("hello")}, {"folder/empty", {}}, {"z", Bytes(70000, std::uint8_t{7})}};
  return write_zip(entries);
}

std::string refusal(const Bytes& bytes) {
  const auto entries = read_zip("x.zip", bytes);
  return entries ? std::string() : entries.error().message;
}

/// An archive of one deflated file "h" that says "hello hello hello hello" (the deflate data is zlib's).
Bytes deflated() {
  const Bytes packed{0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01};
  const Bytes plain = bytes_of("hello hello hello hello");
  const auto put_facts = [&](Bytes& out) {
    put_u16(out, 20);
    put_u16(out, 0);
    put_u16(out, 8);
    put_u32(out, 0);
    put_u32(out, crc32(plain));
    put_u32(out, packed.size());
    put_u32(out, plain.size());
    put_u16(out, 1);
    put_u16(out, 0);
  };
  Bytes out;
  put_u32(out, 0x04034B50);
  put_facts(out);
  put_text(out, "h");
  out.insert(out.end(), packed.begin(), packed.end());
  const std::size_t directory = out.size();
  put_u32(out, 0x02014B50);
  put_u16(out, 20);
  put_facts(out);
  put_u16(out, 0);
  put_u64(out, 0);
  put_u32(out, 0);
  put_text(out, "h");
  const std::size_t size = out.size() - directory;
  put_u32(out, 0x06054B50);
  put_u32(out, 0);
  put_u16(out, 1);
  put_u16(out, 1);
  put_u32(out, size);
  put_u32(out, directory);
  put_u16(out, 0);
  return out;
}

}  // namespace

TEST_CASE("a ZIP archive comes back as it was written") {
  const auto entries = read_zip("x.zip", sample());
  REQUIRE(entries.ok());
  REQUIRE(entries->size() == 3);
  CHECK((*entries)[0].name == "a.txt");
  CHECK((*entries)[0].bytes == bytes_of("hello"));
  CHECK((*entries)[1].name == "folder/empty");
  CHECK((*entries)[1].bytes.empty());
  CHECK((*entries)[2].bytes == Bytes(70000, std::uint8_t{7}));
}

TEST_CASE("deflated entries are unpacked") {
  const auto entries = read_zip("x.zip", deflated());
  REQUIRE_MESSAGE(entries.ok(), refusal(deflated()));
  REQUIRE(entries->size() == 1);
  CHECK((*entries)[0].bytes == bytes_of("hello hello hello hello"));
}

TEST_CASE("an archive with a comment at its end is read") {
  auto bytes = sample();
  bytes[bytes.size() - 2] = 3;
  for (const char c : {'P', 'K', '!'}) bytes.push_back(static_cast<std::uint8_t>(c));
  CHECK(refusal(bytes).empty());
}

TEST_CASE("damaged archives are refused with a sentence") {
  for (const Bytes& good : {sample(), deflated()}) {
    for (std::size_t length = 0; length < good.size(); length += length < 200 ? 1 : 4999) {
      CAPTURE(length);
      CHECK_FALSE(refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)}).empty());
    }
    // Changed anywhere: refused with a sentence, or (dates, names) read; never a crash.
    for (std::size_t at = 0; at < good.size(); at += at < 200 || at + 400 > good.size() ? 1 : 4999) {
      auto changed = good;
      changed[at] ^= 0x81;
      const auto entries = read_zip("x.zip", changed);
      if (!entries) CHECK_FALSE(entries.error().message.empty());
    }
  }
  auto changed = sample();
  changed[36] ^= 1;  // inside "hello"
  CHECK(refusal(changed).find("checksum") != std::string::npos);
}

TEST_CASE("archives that claim too much are refused before anything is allocated") {
  auto bytes = deflated();
  const std::size_t central = bytes.size() - 22 - 47;
  for (std::size_t i = 0; i < 4; ++i) bytes[central + 24 + i] = 0xFE;  // unpacked size
  CHECK(refusal(bytes).find("would unpack to more than") != std::string::npos);
}
