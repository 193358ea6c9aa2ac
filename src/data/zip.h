#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace lab {

/// A file inside a ZIP archive.
struct ZipEntry {
  std::string name;
  std::vector<std::uint8_t> bytes;
};

/// The archive of these files, stored without compression (PKWARE's APPNOTE, sections 4.3 and 4.4; no ZIP64). Files
/// carry the format's earliest date, so the same contents give the same bytes. Asserts that it stays below 4 GiB.
[[nodiscard]] std::vector<std::uint8_t> write_zip(std::span<const ZipEntry> entries);

/// What an archive's directory says of one file in it.
struct ZipItem {
  std::string name;
  std::size_t size = 0;  ///< unpacked, bytes
  std::size_t packed = 0;
  std::size_t offset = 0;  ///< of its local header
  std::uint32_t crc = 0;
  unsigned flags = 0;
  unsigned method = 0;
};

/// Whether the bytes begin as an archive does.
[[nodiscard]] bool looks_like_zip(std::span<const std::uint8_t> bytes);

/// The files of an archive, by its central directory (ZIP64 too, as long as no file in it needs it); folders have names
/// that end in "/". Refuses more than 300,000 of them. `name` is used in the sentence that says what is wrong.
Result<std::vector<ZipItem>> list_zip(const std::string& name, std::span<const std::uint8_t> bytes);

/// Unpacks one of them, stored or deflated, and checks it against its CRC-32. Refuses what is encrypted, packed in
/// another way, or larger than kMaxUnpacked. `title` begins the sentence that says what is wrong.
Result<std::vector<std::uint8_t>> read_zip_item(const std::string& title, std::span<const std::uint8_t> bytes,
                                                const ZipItem& item);

/// The first `size` bytes of it or fewer, unchecked; none where they cannot be had.
[[nodiscard]] std::vector<std::uint8_t> peek_zip_item(std::span<const std::uint8_t> bytes, const ZipItem& item,
                                                      std::size_t size);

/// All files at once, at most kMaxUnpacked together.
Result<std::vector<ZipEntry>> read_zip(const std::string& name, std::span<const std::uint8_t> bytes);

}  // namespace lab
