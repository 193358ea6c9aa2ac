#pragma once

#include "core/result.h"
#include "data/image_set.h"

namespace lab {

/// The shape of images that a network's input stands for: an image as it is; a flat 784 as 28 x 28 grey, a flat 3072 as
/// 32 x 32 colour (a number is never both a square and three times one). Refused: other flat sizes, channels other than
/// 1 and 3, and sides above kMaxImageSide.
Result<Shape> image_shape_of(const Shape& input);

/// The set with images that fit a network whose input is `wanted`. Images that have as many numbers as a flat input, or
/// exactly the wanted shape, stay as they are; others are cut, resized and turned grey or coloured as Resampler says.
/// Refused with a sentence where that cannot be done or would take more than kMaxUnpacked bytes. Callable from any
/// thread; 60,000 images take about a second.
Result<ImageSet> fit_to_shape(ImageSet set, const Shape& wanted);

/// Training and test images, each as above.
Result<Dataset> fit_to_shape(Dataset set, const Shape& wanted);

/// Likewise; the very same set where it fits already.
Result<DatasetPtr> fit_to_shape(const DatasetPtr& set, const Shape& wanted);

}  // namespace lab
