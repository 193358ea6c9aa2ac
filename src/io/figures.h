#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/shape.h"
#include "io/drawing.h"
#include "train/history.h"

/// Figures of pictures and of a run's curves. Typefaces must live as long as the drawings.
namespace lab {

/// One row of a figure: equally sized images of the same shape, 8-bit.
struct FigureRow {
  std::string label;
  std::vector<std::uint8_t> pixels;  ///< image after image
};

/// Images in labelled rows, as the course documents print them (original, noisy, denoised). `column_labels` stand above
/// the images; there may be none.
[[nodiscard]] Drawing image_rows(const Typeface& type, const std::string& title, const Shape& shape,
                                 const std::vector<FigureRow>& rows,
                                 const std::vector<std::string>& column_labels = {});

/// A group of images under one caption: rows of equally sized images, 8-bit, image after image.
struct FigureBlock {
  std::string caption;
  std::vector<std::vector<std::uint8_t>> rows;
};

/// Blocks of small images beside and below each other, as the course shows what each level of noise does. `row_labels`
/// stand before the first of each line of blocks.
[[nodiscard]] Drawing image_blocks(const Typeface& type, const std::string& title, const Shape& shape,
                                   int blocks_per_line, const std::vector<std::string>& row_labels,
                                   const std::vector<FigureBlock>& blocks);

/// What levels of an image mean: colours from the lowest value to the highest.
struct ColorScale {
  std::vector<Rgb> colors;  ///< at least one
  float low = 0.0F, high = 1.0F;
  std::string title;
};

/// Many images of one kind in as many columns as make a square field, with the scale of their colours beside it.
[[nodiscard]] Drawing image_tiles(const Typeface& type, const std::string& title, const Shape& shape,
                                  std::span<const std::uint8_t> pixels, const ColorScale& scale);

/// Training and validation loss against the epoch; for classifiers accuracy is a second plot below. `loss` is
/// LossKind::name; empty where nobody knows.
[[nodiscard]] Drawing history_plot(const Typeface& type, const std::string& title, const std::string& loss,
                                   const std::vector<EpochRecord>& epochs, bool with_accuracy);

/// What an axis with that loss (LossKind::name) counts, and in which unit.
[[nodiscard]] std::string loss_axis(const std::string& loss);

}  // namespace lab
