#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "data/image_set.h"
#include "data/noise/noise.h"
#include "io/drawing.h"
#include "io/model_file.h"

/// Typefaces must live as long as the drawings.
namespace lab {

/// What a network makes of test images, in rows: original, noisy and denoised (or rebuilt, without noise), 8-bit, image
/// after image. Rows without images are left out.
[[nodiscard]] Drawing restored_figure(const Typeface& type, const ExperimentSpec& spec, const NoiseSpec& noise,
                                      const Shape& shape, std::vector<std::uint8_t> original,
                                      std::vector<std::uint8_t> noisy, std::vector<std::uint8_t> denoised);

/// D3: the first ten test images in rows: original, noisy (if there is noise) and, unless the model names classes, what
/// it makes of them. The noise is that with which a Trainer of this seed validates.
Result<Drawing> first_ten_figure(const Typeface& type, const SavedModel& model, const Dataset& data,
                                 const NoiseSpec& noise, std::uint64_t seed);

/// D4: five random training images and five random test images, chosen by the seed; of small sets all there are.
[[nodiscard]] Drawing samples_figure(const Typeface& type, const Dataset& data, std::uint64_t seed);

}  // namespace lab
