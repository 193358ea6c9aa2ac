#include "data/exif.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace lab {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// Numbers of a TIFF block, in the byte order that its first two bytes name. Beyond the end everything is 0.
struct Tiff {
  Bytes bytes;
  bool little = false;

  [[nodiscard]] unsigned byte(std::size_t at) const { return at < bytes.size() ? bytes[at] : 0U; }
  [[nodiscard]] unsigned u16(std::size_t at) const {
    return little ? byte(at) | byte(at + 1) << 8 : byte(at) << 8 | byte(at + 1);
  }
  [[nodiscard]] std::size_t u32(std::size_t at) const {
    const std::size_t a = u16(at);
    const std::size_t b = u16(at + 2);
    return little ? a | b << 16 : a << 16 | b;
  }
};

int orientation_in(Bytes block) {
  if (block.size() < 8) return 1;
  const Tiff tiff{block, block[0] == 'I'};
  if ((block[0] != 'I' && block[0] != 'M') || block[1] != block[0] || tiff.u16(2) != 42) return 1;
  const std::size_t directory = tiff.u32(4);
  if (directory > block.size()) return 1;
  const std::size_t entries = std::min<std::size_t>(tiff.u16(directory), block.size() / 12);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + 12 * i;
    if (tiff.u16(entry) != 0x0112) continue;
    constexpr unsigned kShort = 3;
    const unsigned value = tiff.u16(entry + 2) == kShort ? tiff.u16(entry + 8) : 0;
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int exif_orientation(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return 1;
  constexpr std::array<std::uint8_t, 6> kExif = {'E', 'x', 'i', 'f', 0, 0};
  std::size_t at = 2;
  // Segments: FF, kind, length (counting itself), contents; the pictures' own data begins at FF DA.
  while (at + 4 <= bytes.size() && bytes[at] == 0xFF && bytes[at + 1] != 0xDA) {
    if (bytes[at + 1] == 0xFF) {  // padding
      ++at;
      continue;
    }
    const std::size_t length = static_cast<std::size_t>(bytes[at + 2]) << 8 | bytes[at + 3];
    if (length < 2 || length > bytes.size() - at - 2) return 1;
    const Bytes segment = bytes.subspan(at + 4, length - 2);
    if (bytes[at + 1] == 0xE1 && segment.size() > kExif.size() &&
        std::equal(kExif.begin(), kExif.end(), segment.begin())) {
      return orientation_in(segment.subspan(kExif.size()));
    }
    at += 2 + length;
  }
  return 1;
}

Picture upright(Picture picture, int orientation) {
  if (orientation <= 1 || orientation > 8) return picture;
  // Which corner of the stored picture is the true top left, and whether its rows are the true columns.
  const bool swapped = orientation >= 5;
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const auto width = static_cast<std::size_t>(picture.width);
  const auto height = static_cast<std::size_t>(picture.height);
  const auto channels = static_cast<std::size_t>(picture.channels);
  Picture out{picture.width, picture.height, picture.channels, {}};
  if (swapped) std::swap(out.width, out.height);
  out.pixels.resize(picture.pixels.size());
  std::uint8_t* to = out.pixels.data();
  for (std::size_t y = 0; y < static_cast<std::size_t>(out.height); ++y) {
    for (std::size_t x = 0; x < static_cast<std::size_t>(out.width); ++x) {
      std::size_t column = swapped ? y : x;
      std::size_t row = swapped ? x : y;
      if (from_right) column = width - 1 - column;
      if (from_bottom) row = height - 1 - row;
      const std::uint8_t* const from = picture.pixels.data() + (row * width + column) * channels;
      to = std::copy(from, from + channels, to);
    }
  }
  return out;
}

}  // namespace lab
