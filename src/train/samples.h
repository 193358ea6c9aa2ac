#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/matrix.h"
#include "core/result.h"
#include "core/shape.h"
#include "data/fit_shape.h"
#include "data/image_set.h"
#include "data/noise/noise.h"

namespace lab {

/// Images as a network takes them: kept as they came, and fitted when one is asked for.
class FittedImages {
 public:
  /// As they are.
  FittedImages(const ImageSet& images) : images_(&images) {}  // NOLINT(google-explicit-constructor): one kind of many
  /// Both must outlive this.
  FittedImages(const ImageSet& images, const ImageFitting& fitting)
      : images_(&images), fitting_(fitting.changes() ? &fitting : nullptr) {}
  /// With others behind them, which have been fitted already: their numbers go on from images.size().
  FittedImages(const ImageSet& images, const ImageFitting& fitting, const ImageSet& added)
      : images_(&images), added_(&added), fitting_(fitting.changes() ? &fitting : nullptr) {}

  /// Without those that were added.
  [[nodiscard]] int size() const { return images_->size(); }
  [[nodiscard]] const Shape& shape() const { return fitting_ != nullptr ? fitting_->shape() : images_->shape; }
  [[nodiscard]] const std::vector<std::uint8_t>& labels() const { return images_->labels; }
  /// Of one image, of those that were added too.
  [[nodiscard]] std::uint8_t label(std::uint32_t index) const {
    const auto size = static_cast<std::uint32_t>(images_->size());
    return index < size ? images_->labels[index] : added_->labels[index - size];
  }

  /// Widens one image to shape().size() floats in [0, 1]. Callable from any thread.
  void read(std::uint32_t index, float* out) const;

 private:
  const ImageSet* images_;
  const ImageSet* added_ = nullptr;
  const ImageFitting* fitting_ = nullptr;
};

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
void fill_clean(const FittedImages& images, std::span<const std::uint32_t> indices, MatrixView out);

/// The way back: values, cut to [0, 1], as 8-bit levels. Callable from any thread.
[[nodiscard]] std::vector<std::uint8_t> to_bytes(std::span<const float> values);

/// Adds to each column its image's noise, a function of the draw and the image's index alone. Callable from any thread.
void add_noise(const NoiseDraw& draw, std::span<const std::uint32_t> indices, MatrixView images);

/// What a network is trained on, column by column: `input` gets the images with their noise, `target` (unless it has no
/// columns) the clean ones, `labels` (unless empty) their classes. Callable from any thread.
void fill_samples(const FittedImages& images, const NoiseDraw& draw, std::span<const std::uint32_t> indices,
                  MatrixView input, MatrixView target, std::span<std::uint8_t> labels);

}  // namespace lab
