#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace lab {

/// The most a gzip file may unpack to, in bytes: what fits a page's memory twice, and more than any data set here
/// needs.
#ifdef __EMSCRIPTEN__
inline constexpr std::size_t kMaxUnpacked = 64UL << 20;
#else
inline constexpr std::size_t kMaxUnpacked = 1UL << 30;
#endif

/// Whether the bytes start as a gzip file does.
[[nodiscard]] bool is_gzip(std::span<const std::uint8_t> bytes);

/// Unpacks a gzip file of one member (RFC 1952), checking its length and CRC-32. `name` is used in the sentence that
/// says what is wrong with it. Callable from any thread.
Result<std::vector<std::uint8_t>> gunzip(const std::string& name, std::span<const std::uint8_t> bytes,
                                         std::size_t max_size = kMaxUnpacked);

/// The first `size` bytes that deflated data (RFC 1951) unpack to, or fewer, unchecked; the rest is zeros. For a look
/// at headers.
[[nodiscard]] std::vector<std::uint8_t> inflate_start(std::span<const std::uint8_t> packed, std::size_t size);

/// The first `size` bytes of a file's contents, unpacked if it is a gzip file; likewise.
[[nodiscard]] std::vector<std::uint8_t> peek_contents(std::span<const std::uint8_t> bytes, std::size_t size);

/// What a gzip file says that it unpacks to, in bytes; gunzip() takes no more than that. 0 for anything else.
[[nodiscard]] std::size_t unpacked_size(std::span<const std::uint8_t> bytes);

/// CRC-32 as in gzip, zlib and PNG (ISO 3309), of one whole buffer.
[[nodiscard]] std::uint32_t crc32(std::span<const std::uint8_t> bytes);

}  // namespace lab
