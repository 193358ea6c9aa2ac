#pragma once

#include <cstdint>

#include "core/random.h"

namespace lab {

/// The class (0 to 9) of picture `index` of a generated collection: every run of ten pictures, from a multiple of ten,
/// has each class once, in an order that `seed` and `stream` name.
[[nodiscard]] int class_in_run(std::uint64_t seed, Stream stream, std::uint64_t index);

/// The random numbers that picture `index` is drawn with; they share none with the order of the classes.
[[nodiscard]] RandomSequence picture_sequence(std::uint64_t seed, Stream stream, std::uint64_t index);

}  // namespace lab
