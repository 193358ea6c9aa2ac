#pragma once

#include "core/result.h"
#include "data/png.h"
#include "io/model_subject.h"

/// What the page's view "Network" shows of a layer, as pictures: made from the same observations.
namespace lab {

/// The kernels of layer `layer` as pictures: blue below zero, orange above. Refused where it has none.
Result<Picture> weights_figure(ModelSubject& model, int layer);

/// What layer `layer` makes of test image `image`, with its noise: each channel as a picture in grey, from its least
/// value to its greatest; what is no image, as one picture.
Result<Picture> activations_figure(ModelSubject& model, int layer, int image);

}  // namespace lab
