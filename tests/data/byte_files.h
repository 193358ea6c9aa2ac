#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes.h"
#include "data/gzip.h"
#include "data/named_file.h"
#include "data/number_array.h"
#include "data/png.h"
#include "data/zip.h"

/// Files as people have them, byte by byte, for the tests of what reads them.
namespace lab_test {

using Bytes = std::vector<std::uint8_t>;
using lab::NamedFile;

/// The sentence with which something was refused.
template <class R>
std::string refusal(const R& result) {
  return result ? std::string("(accepted)") : result.error().message;
}

/// What a longer sentence must say: CHECK(sentence == Contains("...")) shows both where it does not.
struct Contains {
  explicit Contains(std::string text) : part(std::move(text)) {}
  std::string part;
};
inline bool operator==(const std::string& whole, const Contains& wanted) {
  return whole.find(wanted.part) != std::string::npos;
}
inline std::ostream& operator<<(std::ostream& out, const Contains& wanted) { return out << "*" << wanted.part << "*"; }

/// Without its last `n` bytes.
inline Bytes cut(Bytes bytes, std::size_t n = 1) {
  bytes.resize(bytes.size() - n);
  return bytes;
}

inline Bytes text(std::string_view letters) { return {letters.begin(), letters.end()}; }

/// 0, 1, 2, ... as bytes.
inline Bytes ramp(std::size_t count) {
  Bytes out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<std::uint8_t>(i);
  return out;
}

/// 0 to classes - 1, again and again.
inline Bytes labels(std::size_t count, std::size_t classes = 10) {
  Bytes out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<std::uint8_t>(i % classes);
  return out;
}

inline void put_big(Bytes& out, std::uint64_t value, unsigned size) {
  for (unsigned i = size; i-- > 0;) out.push_back(static_cast<std::uint8_t>(value >> (8U * i)));
}

inline Bytes floats(const std::vector<float>& values, bool big_endian = false) {
  Bytes out;
  for (const float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    big_endian ? put_big(out, bits, 4) : lab::put_u32(out, bits);
  }
  return out;
}

/// An IDX file: type 8 is bytes, 12 integers of 32 bits, 13 floats, all big-endian.
inline Bytes idx(std::uint8_t type, const std::vector<std::uint32_t>& sizes, const Bytes& numbers) {
  Bytes out = {0, 0, type, static_cast<std::uint8_t>(sizes.size())};
  for (const std::uint32_t size : sizes) put_big(out, size, 4);
  out.insert(out.end(), numbers.begin(), numbers.end());
  return out;
}
inline Bytes idx_images(std::uint32_t count, std::uint32_t height = 3, std::uint32_t width = 2) {
  return idx(8, {count, height, width}, ramp(std::size_t{count} * height * width));
}
inline Bytes idx_labels(std::uint32_t count) { return idx(8, {count}, labels(count)); }

/// A .npy file as NumPy writes it: type "|u1", "<f4", ...
inline Bytes npy(std::string_view type, const std::vector<int>& shape, const Bytes& numbers, bool by_columns = false) {
  std::string header = "{'descr': '" + std::string(type) + "', 'fortran_order': " + (by_columns ? "True" : "False") +
                       ", 'shape': " + lab::shape_text(shape) + ", }";
  header.resize((10 + header.size()) / 64 * 64 + 53, ' ');
  Bytes out;
  lab::put_text(out, "\x93NUMPY");
  lab::put_u16(out, 1);
  lab::put_u16(out, header.size() + 1);
  lab::put_text(out, header + "\n");
  out.insert(out.end(), numbers.begin(), numbers.end());
  return out;
}

/// Deflated (RFC 1951): a block of fixed codes, runs of equal bytes as repetitions of the byte before.
inline Bytes deflate(std::span<const std::uint8_t> data) {
  constexpr std::size_t kLongest = 258;
  Bytes out;
  unsigned used = 8;  // bits of the last byte
  const auto put = [&](unsigned bit) {
    if (used == 8) {
      out.push_back(0);
      used = 0;
    }
    out.back() = static_cast<std::uint8_t>(out.back() | bit << used++);
  };
  const auto code = [&](unsigned value, unsigned bits) {
    while (bits-- > 0) put(value >> bits & 1U);
  };
  put(1);  // the last block
  put(1);  // of fixed codes
  put(0);
  for (std::size_t at = 0; at < data.size();) {
    const auto rest = data.subspan(at);
    const bool repeats = at > 0 && rest.size() >= kLongest &&
                         std::ranges::all_of(rest.first(kLongest), [&](std::uint8_t b) { return b == data[at - 1]; });
    if (repeats) {
      code(0xC5, 8);  // that long
      code(0, 5);     // from one byte before
      at += kLongest;
    } else {
      data[at] < 144 ? code(0x30U + data[at], 8) : code(0x190U + data[at] - 144U, 9);
      ++at;
    }
  }
  code(0, 7);  // end
  return out;
}

/// As deflate data may also be: blocks that are not compressed.
inline Bytes stored(std::span<const std::uint8_t> data) {
  constexpr std::size_t kLongest = 65535;
  Bytes out;
  std::size_t at = 0;
  do {
    const auto block = data.subspan(at, std::min(data.size() - at, kLongest));
    at += block.size();
    out.push_back(at == data.size() ? 1 : 0);
    lab::put_u16(out, block.size());
    lab::put_u16(out, ~block.size());
    out.insert(out.end(), block.begin(), block.end());
  } while (at < data.size());
  return out;
}

/// A gzip file of data that are packed as one likes.
inline Bytes gzip(std::span<const std::uint8_t> data, const Bytes& packed,
                  Bytes header = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3}) {
  header.insert(header.end(), packed.begin(), packed.end());
  lab::put_u32(header, lab::crc32(data));
  lab::put_u32(header, data.size());
  return header;
}
inline Bytes gzip(std::span<const std::uint8_t> data) { return gzip(data, deflate(data)); }

/// A ZIP archive of files that are stored...
inline Bytes zip(const std::vector<NamedFile>& files) {
  std::vector<lab::ZipEntry> entries;
  entries.reserve(files.size());
  for (const auto& [name, bytes] : files) entries.push_back({name, bytes});
  return lab::write_zip(entries);
}

/// ... or deflated, as nearly all archives have them.
inline Bytes deflated_zip(const std::vector<NamedFile>& files) {
  Bytes out;
  Bytes directory;
  for (const auto& [name, bytes] : files) {
    const Bytes packed = deflate(bytes);
    Bytes facts;
    for (const unsigned fact : {20U, 0U, 8U, 0U, 0U}) lab::put_u16(facts, fact);  // version, flags, method, time, date
    lab::put_u32(facts, lab::crc32(bytes));
    lab::put_u32(facts, packed.size());
    lab::put_u32(facts, bytes.size());
    lab::put_u16(facts, name.size());
    lab::put_u16(facts, 0);
    lab::put_u32(directory, 0x02014B50);
    lab::put_u16(directory, 20);
    directory.insert(directory.end(), facts.begin(), facts.end());
    directory.resize(directory.size() + 10);
    lab::put_u32(directory, out.size());
    lab::put_text(directory, name);
    lab::put_u32(out, 0x04034B50);
    out.insert(out.end(), facts.begin(), facts.end());
    lab::put_text(out, name);
    out.insert(out.end(), packed.begin(), packed.end());
  }
  const std::size_t start = out.size();
  out.insert(out.end(), directory.begin(), directory.end());
  lab::put_u32(out, 0x06054B50);
  lab::put_u32(out, 0);
  for (int twice = 0; twice < 2; ++twice) lab::put_u16(out, files.size());
  lab::put_u32(out, directory.size());
  lab::put_u32(out, start);
  lab::put_u16(out, 0);
  return out;
}

/// A picture of one level everywhere.
inline Bytes png(std::uint8_t level, int side = 4, int channels = 1) {
  const auto size =
      static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * static_cast<std::size_t>(channels);
  return lab::encode_png({side, side, channels, Bytes(size, level)});
}

/// The beginnings of pictures that nothing here can decode.
inline Bytes webp() { return text("RIFF\x1A\x01\x02\x03WEBPVP8L"); }
inline Bytes tif() { return {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 2, 3, 4}; }

/// Records of CIFAR: for each the labels, then a red plane of the number of the record, a green and a blue one of
/// ramps, the blue one downwards.
inline Bytes cifar(const std::vector<Bytes>& labels_of_records) {
  Bytes out;
  for (std::size_t i = 0; i < labels_of_records.size(); ++i) {
    out.insert(out.end(), labels_of_records[i].begin(), labels_of_records[i].end());
    out.insert(out.end(), 1024, static_cast<std::uint8_t>(i));
    for (std::size_t p = 0; p < 1024; ++p) out.push_back(static_cast<std::uint8_t>(p % 251));
    for (std::size_t p = 0; p < 1024; ++p) out.push_back(static_cast<std::uint8_t>(255 - p % 251));
  }
  return out;
}
inline Bytes cifar10(std::size_t count, std::size_t first = 0) {
  std::vector<Bytes> records;
  for (std::size_t i = 0; i < count; ++i) records.push_back({static_cast<std::uint8_t>((first + i) % 10)});
  return cifar(records);
}

/// An array as a parser hands it over.
inline lab::NumberArray array(std::string name, std::vector<int> shape, Bytes bytes, lab::NumberType type = {}) {
  return {.name = std::move(name), .shape = std::move(shape), .type = type, .bytes = std::move(bytes), .offset = 0};
}

}  // namespace lab_test
