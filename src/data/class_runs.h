#pragma once

#include <cstdint>
#include <span>

#include "core/function_ref.h"
#include "core/random.h"
#include "data/image_set.h"

namespace lab {

/// Draws one image of a class (0 to 9) with the image's own random numbers.
using DrawClass = FunctionRef<void(int label, RandomSequence& random, std::span<std::uint8_t> image)>;

/// Images first_index .. first_index + count - 1 of the collection that `seed` and `stream` name, with labels. Every
/// run of ten (from a multiple of ten) has each class once, in random order. Image i depends on nothing but seed,
/// stream, i and `draw`, so parts can be made at any time, in any thread.
[[nodiscard]] ImageSet draw_class_runs(const Shape& shape, int count, std::uint64_t seed, Stream stream,
                                       std::uint64_t first_index, DrawClass draw);

}  // namespace lab
