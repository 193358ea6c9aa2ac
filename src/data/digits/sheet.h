#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"
#include "data/digits/style.h"
#include "data/image_set.h"

namespace lab {

/// What assets/digits.png holds, and the seed it was drawn from.
inline constexpr int kSheetTrain = 2500;
inline constexpr int kSheetTest = 500;
inline constexpr std::uint64_t kSheetSeed = 2026;

/// Draws digits for a sheet: training and test digits come from different seeds made of `seed`. With the defaults, what
/// assets/digits.png holds (before its grey levels are rounded).
[[nodiscard]] Dataset draw_sheet_digits(int train = kSheetTrain, int test = kSheetTest, std::uint64_t seed = kSheetSeed,
                                        const DigitStyle& style = {});

/// Writes 28 x 28 images with labels 0 to 15 as one PNG of 4-bit grey: 50 images in a row, training images first; below
/// them one pixel per label (grey level = label * 17); in the last row the format's version (1 pixel) and the numbers
/// of training and test images (6 pixels each, hexadecimal digits as grey levels). Bytes depend on the compressor (see
/// zlib_compress), pixels do not. Images must have that shape and labels.
[[nodiscard]] std::vector<std::uint8_t> write_sheet(const Dataset& digits);

/// Reads such a PNG. Anything else is refused with a sentence. Callable from any thread.
Result<Dataset> read_sheet(std::span<const std::uint8_t> png);

}  // namespace lab
