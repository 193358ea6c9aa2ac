#include "data/png_resolution.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "data/gzip.h"

namespace lab {

std::vector<std::uint8_t> with_resolution(std::vector<std::uint8_t> png, int dots_per_inch) {
  if (png.empty()) return png;
  constexpr std::ptrdiff_t kHeader = 8 + 25;  // the signature and the chunk IHDR, which comes first
  constexpr double kInchesPerMetre = 39.3701;
  // PNG's chunk pHYs (section 11.3.5.3 of the specification): length, name, two numbers, the unit (metre), checksum.
  std::array<std::uint8_t, 21> chunk{0, 0, 0, 9, 'p', 'H', 'Y', 's'};
  const auto put = [&](std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) chunk[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  };
  const auto per_metre = static_cast<std::uint32_t>(std::lround(dots_per_inch * kInchesPerMetre));
  put(8, per_metre);
  put(12, per_metre);
  chunk[16] = 1;
  put(17, crc32(std::span(chunk).subspan(4, 13)));
  png.insert(png.begin() + kHeader, chunk.begin(), chunk.end());
  return png;
}

}  // namespace lab
