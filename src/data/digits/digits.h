#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/random.h"
#include "data/digits/style.h"
#include "data/image_set.h"

namespace lab {

/// Draws one handwritten digit (0 to 9), white on black, placed as MNIST's are: in a 20 x 20 box, its centre of mass at
/// the middle of 28 x 28. The same bytes on every machine. Callable from any thread.
void draw_digit(int digit, const DigitStyle& style, RandomSequence& random, std::span<std::uint8_t, 784> image);

/// Digits first_index .. first_index + count - 1 of the endless collection that `seed` and `style` name, with labels.
/// Every run of ten (from a multiple of ten) has each digit once, in random order. Image i depends on nothing but seed,
/// style and i, so parts can be made at any time, in any thread.
[[nodiscard]] ImageSet make_digits(int count, std::uint64_t seed, const DigitStyle& style = {},
                                   std::uint64_t first_index = 0);

/// What their labels stand for: "digit 0" to "digit 9".
[[nodiscard]] std::vector<std::string> digit_names();

}  // namespace lab
