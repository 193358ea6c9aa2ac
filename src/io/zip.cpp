#include "io/zip.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "data/gzip.h"
#include "io/bytes.h"

namespace lab {
namespace {

constexpr std::uint32_t kLocalMagic = 0x04034B50;
constexpr std::uint32_t kCentralMagic = 0x02014B50;
constexpr std::uint32_t kEndMagic = 0x06054B50;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kMaxComment = 0xFFFF;
constexpr std::size_t kMaxEntries = 4096;
constexpr unsigned kVersionNeeded = 20;
constexpr unsigned kEarliestDate = (1U << 5) | 1U;  // 1 January 1980
constexpr unsigned kStored = 0;
constexpr unsigned kDeflated = 8;
constexpr unsigned kEncrypted = 1;

/// What the local header and the central directory say alike: version, flags, method, time, date, CRC-32, both sizes,
/// lengths of name and extra field.
void put_common(Bytes& out, const ZipEntry& entry, std::uint32_t crc) {
  put_u16(out, kVersionNeeded);
  put_u16(out, 0);
  put_u16(out, kStored);
  put_u16(out, 0);
  put_u16(out, kEarliestDate);
  put_u32(out, crc);
  put_u32(out, entry.bytes.size());
  put_u32(out, entry.bytes.size());
  put_u16(out, entry.name.size());
  put_u16(out, 0);
}

/// One line of the central directory.
struct Listed {
  std::string name;
  unsigned flags, method;
  std::uint32_t crc, packed, unpacked, offset;
};

Listed take_listed(ByteReader& reader) {
  Listed file{};
  if (reader.take_u32() != kCentralMagic) reader.take(reader.left() + 1);  // fails
  reader.take(4);                                                          // versions
  file.flags = reader.take_u16();
  file.method = reader.take_u16();
  reader.take(4);  // time and date
  file.crc = reader.take_u32();
  file.packed = reader.take_u32();
  file.unpacked = reader.take_u32();
  const unsigned name_size = reader.take_u16();
  const unsigned extra_size = reader.take_u16();
  const unsigned comment_size = reader.take_u16();
  reader.take(8);  // disk and attributes
  file.offset = reader.take_u32();
  file.name = reader.take_text(name_size);
  reader.take(extra_size);
  reader.take(comment_size);
  return file;
}

/// Where the end record starts: it is last, but for a comment of unknown length.
std::optional<std::size_t> find_end(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kEndSize) return {};
  const std::size_t last = bytes.size() - kEndSize;
  for (std::size_t back = 0; back <= std::min(last, kMaxComment); ++back) {
    ByteReader reader(bytes.subspan(last - back));
    if (reader.take_u32() != kEndMagic) continue;
    reader.take(16);
    if (reader.take_u16() == back) return last - back;
  }
  return {};
}

/// The packed bytes of an entry, or nothing where they are not in the file.
std::optional<std::span<const std::uint8_t>> packed_bytes(const Listed& file, std::span<const std::uint8_t> bytes) {
  if (file.offset > bytes.size()) return {};
  ByteReader reader(bytes.subspan(file.offset));
  if (reader.take_u32() != kLocalMagic) return {};
  reader.take(kLocalSize - 8);
  const unsigned name_size = reader.take_u16();
  const unsigned extra_size = reader.take_u16();
  reader.take(name_size + extra_size);
  const auto packed = reader.take(file.packed);
  if (reader.failed()) return {};
  return packed;
}

/// Inflates by dressing the bytes as a gzip file, whose trailer holds the very CRC-32 and size that are to be checked.
Result<Bytes> inflate(const std::string& name, const Listed& file, std::span<const std::uint8_t> packed) {
  Bytes gzip{0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF};
  gzip.insert(gzip.end(), packed.begin(), packed.end());
  put_u32(gzip, file.crc);
  put_u32(gzip, file.unpacked);
  return gunzip(name, gzip);
}

}  // namespace

std::vector<std::uint8_t> write_zip(std::span<const ZipEntry> entries) {
  Bytes out;
  Bytes directory;
  for (const ZipEntry& entry : entries) {
    const std::uint32_t crc = crc32(entry.bytes);
    put_u32(directory, kCentralMagic);
    put_u16(directory, kVersionNeeded);
    put_common(directory, entry, crc);
    put_u16(directory, 0);  // no comment
    put_u64(directory, 0);  // disk 0, no attributes
    put_u32(directory, out.size());
    put_text(directory, entry.name);

    put_u32(out, kLocalMagic);
    put_common(out, entry, crc);
    put_text(out, entry.name);
    out.insert(out.end(), entry.bytes.begin(), entry.bytes.end());
  }
  const std::size_t directory_offset = out.size();
  assert(std::uint64_t{directory_offset} + directory.size() < UINT32_MAX && entries.size() < UINT16_MAX);
  out.insert(out.end(), directory.begin(), directory.end());
  put_u32(out, kEndMagic);
  put_u32(out, 0);  // this disk, the directory's disk
  put_u16(out, entries.size());
  put_u16(out, entries.size());
  put_u32(out, directory.size());
  put_u32(out, directory_offset);
  put_u16(out, 0);  // no comment
  return out;
}

Result<std::vector<ZipEntry>> read_zip(const std::string& name, std::span<const std::uint8_t> bytes) {
  const auto end = find_end(bytes);
  if (!end) return Error{name + " is not a ZIP archive, or it is cut off."};
  ByteReader last(bytes.subspan(*end + 8));
  last.take_u16();  // entries on this disk
  const std::size_t count = last.take_u16();
  last.take_u32();  // size of the directory
  const std::uint32_t directory_offset = last.take_u32();
  if (directory_offset == UINT32_MAX) return Error{name + " is a ZIP64 archive; only smaller ones can be read."};
  if (count > kMaxEntries) return Error{name + " holds more than " + std::to_string(kMaxEntries) + " files."};
  if (directory_offset > *end) return Error{name + " is damaged: its directory is not where it says."};

  ByteReader reader(bytes.subspan(directory_offset, *end - directory_offset));
  std::vector<ZipEntry> entries;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Listed file = take_listed(reader);
    if (reader.failed()) return Error{name + " is damaged: its directory cannot be read."};
    const std::string title = name + " (" + file.name + ")";
    if ((file.flags & kEncrypted) != 0) return Error{title + " is encrypted."};
    if (file.method != kStored && file.method != kDeflated) {
      return Error{title + " is packed in a way that cannot be read; save it without compression."};
    }
    total += file.unpacked;
    if (total > kMaxUnpacked) {
      return Error{name + " would unpack to more than " + std::to_string(kMaxUnpacked >> 20) + " MiB."};
    }
    const auto packed = packed_bytes(file, bytes);
    if (!packed || (file.method == kStored && file.packed != file.unpacked)) {
      return Error{title + " is damaged or cut off."};
    }
    if (file.method == kDeflated) {
      auto unpacked = inflate(title, file, *packed);
      if (!unpacked) return unpacked.error();
      entries.push_back({file.name, std::move(*unpacked)});
    } else {
      if (crc32(*packed) != file.crc) return Error{title + " is damaged: its checksum does not match."};
      entries.push_back({file.name, {packed->begin(), packed->end()}});
    }
  }
  return entries;
}

}  // namespace lab
