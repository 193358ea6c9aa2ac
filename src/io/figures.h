#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/shape.h"
#include "data/png.h"
#include "train/history.h"

namespace lab {

/// One row of a figure: equally sized images of the same shape, 8-bit.
struct FigureRow {
  std::string caption;
  std::vector<std::uint8_t> pixels;  ///< image after image
};

/// Images in captioned rows on white, as the course documents print them (original, noisy, denoised).
[[nodiscard]] Picture image_rows(const Shape& shape, int images_per_row, const std::vector<FigureRow>& rows);

/// A group of images under one caption: rows of equally sized images, 8-bit, image after image.
struct FigureBlock {
  std::string caption;
  std::vector<std::vector<std::uint8_t>> rows;
};

/// Blocks of small images beside and below each other, as the course shows what each level of noise does.
[[nodiscard]] Picture image_blocks(const Shape& shape, int blocks_per_row, const std::vector<FigureBlock>& blocks);

/// Training and validation loss against the epoch, with axes; for classifiers accuracy is a second plot below.
[[nodiscard]] Picture history_plot(const std::string& title, const std::vector<EpochRecord>& epochs,
                                   bool with_accuracy);

}  // namespace lab
