#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace lab {

/// Ten colours for ten classes that people with any kind of colour vision can tell apart on dark and on light ground;
/// further classes begin anew. 8-bit red, green, blue. Source: Paul Tol, "Colour Schemes" (2021), "muted" with the grey
/// of "bright" in place of its pale one.
[[nodiscard]] inline std::array<std::uint8_t, 3> class_color(int label) {
  constexpr std::array<std::array<std::uint8_t, 3>, 10> kColors = {{{204, 102, 119},
                                                                    {51, 34, 136},
                                                                    {221, 204, 119},
                                                                    {17, 119, 51},
                                                                    {136, 204, 238},
                                                                    {136, 34, 85},
                                                                    {68, 170, 153},
                                                                    {153, 153, 51},
                                                                    {170, 68, 153},
                                                                    {187, 187, 187}}};
  return kColors[static_cast<std::size_t>(label < 0 ? 0 : label) % kColors.size()];
}

}  // namespace lab
