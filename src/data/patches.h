#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "data/image_set.h"
#include "data/png.h"

namespace lab {

/// Cuts one large picture (1 or 3 channels) into patches of `patch` (an image of 1 or 3 channels). The last seventh of
/// the rows (at least one patch high; columns, if the picture is too low for that) is kept for testing, so that no
/// training patch shows a pixel of a test patch. Patches lie side by side; where that gives fewer than 2,000 they
/// overlap by up to three quarters, where it gives more than 50,000 there are gaps. No labels. `name` is used in
/// the sentence for pictures that are smaller than two patches.
Result<Dataset> cut_patches(const Picture& picture, const Shape& patch, const std::string& name);

/// Bytes of all patches of a picture of that size; 0 where it is too small.
[[nodiscard]] std::int64_t patch_memory(int width, int height, const Shape& patch);

}  // namespace lab
