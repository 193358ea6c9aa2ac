#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/matrix.h"
#include "core/result.h"
#include "core/shape.h"
#include "data/image_set.h"
#include "data/noise/noise.h"

namespace lab {

/// Which noise a set of samples gets. Training and test noise never coincide, even for the same seed and image number.
struct NoiseDraw {
  NoiseSpec noise;
  std::uint64_t seed = 0;
  bool test = false;
  int epoch = 0;  ///< counts only for fresh noise on training images; test noise is always drawn once
};

/// Refuses images that are not of the size that a network takes; `who` is the network in the sentence: "model".
Status check_takes(const Shape& input, const Shape& images, const char* who);

/// Widens 8-bit images to columns of floats in [0, 1]. Callable from any thread.
void fill_clean(const ImageSet& images, std::span<const std::uint32_t> indices, MatrixView out);

/// The way back: values, cut to [0, 1], as 8-bit levels. Callable from any thread.
[[nodiscard]] std::vector<std::uint8_t> to_bytes(std::span<const float> values);

/// Adds to each column its image's noise, a function of the draw and the image's index alone. Callable from any thread.
void add_noise(const NoiseDraw& draw, std::span<const std::uint32_t> indices, MatrixView images);

/// What a network is trained on, column by column: `input` gets the images with their noise, `target` (unless it has no
/// columns) the clean ones, `labels` (unless empty) their classes. Callable from any thread.
void fill_samples(const ImageSet& images, const NoiseDraw& draw, std::span<const std::uint32_t> indices,
                  MatrixView input, MatrixView target, std::span<std::uint8_t> labels);

}  // namespace lab
