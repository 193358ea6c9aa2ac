#pragma once

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

/// Reads an archive by its central directory: entries stored or deflated, each checked against its CRC-32. Refuses
/// encrypted and ZIP64 archives, more than 4,096 entries, and contents above kMaxUnpacked in all. `name` is used in the
/// sentence that says what is wrong.
Result<std::vector<ZipEntry>> read_zip(const std::string& name, std::span<const std::uint8_t> bytes);

}  // namespace lab
