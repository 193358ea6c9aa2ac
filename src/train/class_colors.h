#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace lab {

/// A class's colour as 0xRRGGBB.
struct ClassColor {
  std::uint32_t on_dark, on_light;
};

/// Ten colours of 3:1 against dark and against light ground that lie far apart for everybody: the least distance of two
/// in OKLab was made as large as it gets, for normal sight and for that without red, green or blue receptors (Machado,
/// Oliveira & Fernandes 2009), on both grounds at once.
inline constexpr std::array<ClassColor, 10> kClassColors = {{{0x1A9DFF, 0x1199FB},
                                                             {0xFD9C6C, 0x953E00},
                                                             {0x8CFDA4, 0x0B9442},
                                                             {0x9C1FDF, 0x9409D5},
                                                             {0xF42100, 0xFF3115},
                                                             {0xAEC3FE, 0x2C3A6B},
                                                             {0xAA435B, 0x730B2E},
                                                             {0xF849D9, 0xF444D4},
                                                             {0x68629D, 0x645D97},
                                                             {0xC37C89, 0xC8808E}}};

}  // namespace lab
