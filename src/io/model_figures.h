#pragma once

#include <cstdint>

#include "core/result.h"
#include "data/image_set.h"
#include "data/noise/noise.h"
#include "data/png.h"
#include "io/model_file.h"

namespace lab {

/// D3: the first ten test images in rows: original, noisy (if there is noise) and, unless the model names classes, what
/// it makes of them. The noise is that with which a Trainer of this seed validates.
Result<Picture> first_ten_figure(const SavedModel& model, const Dataset& data, const NoiseSpec& noise,
                                 std::uint64_t seed);

/// D4: five random training images and five random test images, chosen by the seed; of small sets all there are.
[[nodiscard]] Picture samples_figure(const Dataset& data, std::uint64_t seed);

}  // namespace lab
