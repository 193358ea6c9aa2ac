#include "data/zip.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "core/bytes.h"
#include "data/gzip.h"

namespace lab {
namespace {

constexpr std::uint32_t kLocalMagic = 0x04034B50;
constexpr std::uint32_t kCentralMagic = 0x02014B50;
constexpr std::uint32_t kEndMagic = 0x06054B50;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kMaxComment = 0xFFFF;
constexpr std::uint32_t kEnd64Magic = 0x06064B50;
constexpr std::uint32_t kLocatorMagic = 0x07064B50;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kMaxEntries = 300'000;
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
ZipItem take_item(ByteReader& reader) {
  ZipItem item;
  if (reader.take_u32() != kCentralMagic) reader.take(reader.left() + 1);  // fails
  reader.take(4);                                                          // versions
  item.flags = reader.take_u16();
  item.method = reader.take_u16();
  reader.take(4);  // time and date
  item.crc = reader.take_u32();
  item.packed = reader.take_u32();
  item.size = reader.take_u32();
  const unsigned name_size = reader.take_u16();
  const unsigned extra_size = reader.take_u16();
  const unsigned comment_size = reader.take_u16();
  reader.take(8);  // disk and attributes
  item.offset = reader.take_u32();
  item.name = reader.take_text(name_size);
  reader.take(extra_size);
  reader.take(comment_size);
  return item;
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

/// Where the directory begins and how many lines it has.
struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
};

Directory directory_of(std::span<const std::uint8_t> bytes, std::size_t end) {
  Directory found;
  ByteReader last(bytes.subspan(end + 10));
  found.count = last.take_u16();
  last.take_u32();  // size of the directory
  found.offset = last.take_u32();
  if (end < kLocatorSize) return found;
  // An archive of more than 65,535 files says so in a record of its own, which a locator before the end points to.
  ByteReader locator(bytes.subspan(end - kLocatorSize));
  if (locator.take_u32() != kLocatorMagic) return found;
  locator.take_u32();
  const std::uint64_t at = locator.take_u64();
  if (at > end) return found;
  ByteReader record(bytes.subspan(static_cast<std::size_t>(at)));
  if (record.take_u32() != kEnd64Magic) return found;
  record.take(28);
  found.count = record.take_u64();
  record.take_u64();
  found.offset = record.take_u64();
  return found;
}

/// The packed bytes of an entry, or nothing where they are not in the file.
std::optional<std::span<const std::uint8_t>> packed_bytes(const ZipItem& item, std::span<const std::uint8_t> bytes) {
  if (item.offset > bytes.size()) return {};
  ByteReader reader(bytes.subspan(item.offset));
  if (reader.take_u32() != kLocalMagic) return {};
  reader.take(kLocalSize - 8);
  const unsigned name_size = reader.take_u16();
  const unsigned extra_size = reader.take_u16();
  reader.take(name_size + extra_size);
  const auto packed = reader.take(item.packed);
  if (reader.failed()) return {};
  return packed;
}

/// Inflates by dressing the bytes as a gzip file, whose trailer holds the very CRC-32 and size that are to be checked.
Result<Bytes> inflate(const std::string& name, const ZipItem& item, std::span<const std::uint8_t> packed) {
  Bytes gzip{0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF};
  gzip.reserve(gzip.size() + packed.size() + 8);
  gzip.insert(gzip.end(), packed.begin(), packed.end());
  put_u32(gzip, item.crc);
  put_u32(gzip, item.size);
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

bool looks_like_zip(std::span<const std::uint8_t> bytes) {
  const std::uint32_t magic = ByteReader(bytes).take_u32();
  return magic == kLocalMagic || magic == kEndMagic;
}

Result<std::vector<ZipItem>> list_zip(const std::string& name, std::span<const std::uint8_t> bytes) {
  const auto end = find_end(bytes);
  if (!end) return Error{name + " is not a ZIP archive, or it is cut off."};
  const auto [offset, count] = directory_of(bytes, *end);
  if (count > kMaxEntries) return Error{name + " holds more than " + std::to_string(kMaxEntries) + " files."};
  if (offset > *end) return Error{name + " is damaged: its directory is not where it says."};
  const auto start = static_cast<std::size_t>(offset);
  ByteReader reader(bytes.subspan(start, *end - start));
  std::vector<ZipItem> items;
  for (std::uint64_t i = 0; i < count; ++i) {
    items.push_back(take_item(reader));
    if (reader.failed()) return Error{name + " is damaged: its directory cannot be read."};
  }
  return items;
}

Result<Bytes> read_zip_item(const std::string& title, std::span<const std::uint8_t> bytes, const ZipItem& item) {
  if ((item.flags & kEncrypted) != 0) return Error{title + " is encrypted."};
  if (item.method != kStored && item.method != kDeflated) {
    return Error{title + " is packed in a way that cannot be read; save it without compression."};
  }
  const auto packed = packed_bytes(item, bytes);
  if (!packed || (item.method == kStored && item.packed != item.size)) return Error{title + " is damaged or cut off."};
  if (item.method == kDeflated) return inflate(title, item, *packed);
  if (crc32(*packed) != item.crc) return Error{title + " is damaged: its checksum does not match."};
  return Bytes(packed->begin(), packed->end());
}

Bytes peek_zip_item(std::span<const std::uint8_t> bytes, const ZipItem& item, std::size_t size) {
  const auto packed = packed_bytes(item, bytes);
  if (!packed || (item.flags & kEncrypted) != 0) return {};
  size = std::min(size, item.size);
  if (item.method == kDeflated) return inflate_start(*packed, size);
  return {packed->begin(), packed->begin() + static_cast<std::ptrdiff_t>(std::min(size, packed->size()))};
}

Result<std::vector<ZipEntry>> read_zip(const std::string& name, std::span<const std::uint8_t> bytes) {
  const auto items = list_zip(name, bytes);
  if (!items) return items.error();
  std::vector<ZipEntry> entries;
  std::uint64_t total = 0;
  for (const ZipItem& item : *items) {
    total += item.size;
    if (total > kMaxUnpacked) {
      return Error{name + " would unpack to more than " + std::to_string(kMaxUnpacked >> 20) + " MiB."};
    }
    auto unpacked = read_zip_item(name + " (" + item.name + ")", bytes, item);
    if (!unpacked) return unpacked.error();
    entries.push_back({item.name, *std::move(unpacked)});
  }
  return entries;
}

}  // namespace lab
