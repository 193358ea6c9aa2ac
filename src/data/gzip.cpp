#include "data/gzip.h"

#include <stb/stb_image.h>

#include <algorithm>
#include <array>

namespace lab {
namespace {

// Tables for eight bytes at a time (Kounavis, Berry, "A systematic approach to building high performance,
// software-based, CRC generators", 2005): 47 MB of pixels are checked in about 20 ms instead of 150.
constexpr std::array<std::array<std::uint32_t, 256>, 8> kCrcTables = [] {
  std::array<std::array<std::uint32_t, 256>, 8> tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 8; ++bit) c = (c >> 1) ^ ((c & 1U) != 0 ? 0xEDB88320U : 0U);
    tables[0][i] = c;
  }
  for (std::size_t t = 1; t < 8; ++t) {
    for (std::size_t i = 0; i < 256; ++i) {
      const std::uint32_t c = tables[t - 1][i];
      tables[t][i] = (c >> 8) ^ tables[0][c & 255U];
    }
  }
  return tables;
}();

std::uint32_t little_endian(const std::uint8_t* p) {
  return static_cast<std::uint32_t>(p[0]) | static_cast<std::uint32_t>(p[1]) << 8 |
         static_cast<std::uint32_t>(p[2]) << 16 | static_cast<std::uint32_t>(p[3]) << 24;
}

constexpr std::size_t kHeader = 10;
constexpr std::size_t kTrailer = 8;

// Where the compressed data starts, or 0 if the header is broken.
std::size_t skip_header(std::span<const std::uint8_t> bytes) {
  constexpr unsigned kHeaderCrc = 2;
  constexpr unsigned kExtra = 4;
  constexpr unsigned kName = 8;
  constexpr unsigned kComment = 16;
  if (bytes.size() < kHeader + kTrailer || bytes[2] != 8) return 0;
  const unsigned flags = bytes[3];
  if ((flags & 0xE0U) != 0) return 0;
  const std::size_t end = bytes.size() - kTrailer;
  std::size_t at = kHeader;
  if ((flags & kExtra) != 0) {
    if (at + 2 > end) return 0;
    at += 2U + bytes[at] + 256U * bytes[at + 1];
  }
  for (const unsigned text : {kName, kComment}) {
    if ((flags & text) == 0) continue;
    while (at < end && bytes[at] != 0) ++at;
    ++at;
  }
  if ((flags & kHeaderCrc) != 0) at += 2;
  return at < end ? at : 0;
}

}  // namespace

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    const std::uint32_t a = little_endian(&bytes[i]) ^ crc;
    const std::uint32_t b = little_endian(&bytes[i + 4]);
    crc = kCrcTables[7][a & 255U] ^ kCrcTables[6][(a >> 8) & 255U] ^ kCrcTables[5][(a >> 16) & 255U] ^
          kCrcTables[4][a >> 24] ^ kCrcTables[3][b & 255U] ^ kCrcTables[2][(b >> 8) & 255U] ^
          kCrcTables[1][(b >> 16) & 255U] ^ kCrcTables[0][b >> 24];
  }
  for (; i < bytes.size(); ++i) crc = (crc >> 8) ^ kCrcTables[0][(crc ^ bytes[i]) & 255U];
  return ~crc;
}

bool is_gzip(std::span<const std::uint8_t> bytes) { return bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B; }

std::size_t unpacked_size(std::span<const std::uint8_t> bytes) {
  return is_gzip(bytes) && bytes.size() >= kHeader + kTrailer ? little_endian(&bytes[bytes.size() - 4]) : 0;
}

std::vector<std::uint8_t> inflate_start(std::span<const std::uint8_t> packed, std::size_t size) {
  constexpr std::size_t kLongestMatch = 258;
  constexpr std::size_t kStoredHeader = 5;
  constexpr std::size_t kTables = 4096;
  std::vector<std::uint8_t> out(size + kLongestMatch);
  if (!packed.empty() && (packed[0] & 6U) == 0) {  // a block as it is, which stb_image copies whole or not at all
    const auto stored = packed.subspan(std::min(packed.size(), kStoredHeader));
    std::copy_n(stored.begin(), std::min(stored.size(), size), out.begin());
  } else {
    // It fails at the end of `out`, or of what it was given, and leaves there what it has unpacked until then.
    (void)stbi_zlib_decode_noheader_buffer(reinterpret_cast<char*>(out.data()), static_cast<int>(out.size()),
                                           reinterpret_cast<const char*>(packed.data()),
                                           static_cast<int>(std::min(packed.size(), kTables + size)));
  }
  out.resize(size);
  return out;
}

std::vector<std::uint8_t> peek_contents(std::span<const std::uint8_t> bytes, std::size_t size) {
  if (is_gzip(bytes)) {
    const std::size_t start = skip_header(bytes);
    return start == 0 ? std::vector<std::uint8_t>() : inflate_start(bytes.subspan(start), size);
  }
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min(size, bytes.size()))};
}

Result<std::vector<std::uint8_t>> gunzip(const std::string& name, std::span<const std::uint8_t> bytes,
                                         std::size_t max_size) {
  if (!is_gzip(bytes)) return Error{name + " is not a gzip file."};
  const std::size_t start = skip_header(bytes);
  if (start == 0) return Error{name + " is a gzip file with a damaged header, or cut off."};
  const std::size_t end = bytes.size() - kTrailer;
  // The trailer says how much there is (modulo 2^32), so the size is judged before anything is allocated. Deflate
  // cannot pack better than 1032 to 1: whoever claims more is cut off or wants to fill the memory.
  const std::size_t size = unpacked_size(bytes);
  if (size / 1032 > end - start) return Error{name + " is damaged or cut off: its end does not fit its beginning."};
  if (size > max_size) {
    return Error{name + " would unpack to " + std::to_string(size >> 20) + " MiB; at most " +
                 std::to_string(max_size >> 20) + " MiB are accepted."};
  }
  constexpr std::size_t kIntMax = 0x7FFFFFFF;
  if (bytes.size() - start > kIntMax || size > kIntMax) return Error{name + " is too large to unpack."};

  std::vector<std::uint8_t> out(std::max<std::size_t>(size, 1));
  // The trailer is handed over too: stb_image reads ahead, and some versions fail when nothing follows the last code.
  const int got = stbi_zlib_decode_noheader_buffer(reinterpret_cast<char*>(out.data()), static_cast<int>(out.size()),
                                                   reinterpret_cast<const char*>(bytes.data() + start),
                                                   static_cast<int>(bytes.size() - start));
  if (got < 0 || static_cast<std::size_t>(got) != size) {
    return Error{name + " cannot be unpacked: the gzip data is damaged or cut off."};
  }
  out.resize(size);
  if (crc32(out) != little_endian(&bytes[end])) {
    return Error{name + " is damaged: its contents do not match its checksum."};
  }
  return out;
}

}  // namespace lab
