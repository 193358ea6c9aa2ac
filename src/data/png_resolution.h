#pragma once

#include <cstdint>
#include <vector>

namespace lab {

/// A PNG file as encode_png() writes it, with the resolution at which a text processor shows it in its size. An empty
/// one stays empty.
[[nodiscard]] std::vector<std::uint8_t> with_resolution(std::vector<std::uint8_t> png, int dots_per_inch);

}  // namespace lab
