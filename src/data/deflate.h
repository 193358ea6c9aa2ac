#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lab {

/// Packs bytes as a zlib stream (RFC 1950), as PNG wants it: by zlib where there is one (native builds), else by
/// stb_image_write's simpler compressor. Empty if there is no memory left.
[[nodiscard]] std::vector<std::uint8_t> zlib_compress(std::span<const std::uint8_t> bytes);

}  // namespace lab
