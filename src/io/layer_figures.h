#pragma once

#include "core/result.h"
#include "io/drawing.h"
#include "io/model_subject.h"

/// What the page's view "Network" shows of a layer, as figures: made from the same observations. Typefaces must live as
/// long as the drawings.
namespace lab {

/// The kernels of layer `layer` as pictures: blue below zero, orange above. Refused where it has none.
Result<Drawing> weights_figure(const Typeface& type, ModelSubject& model, int layer);

/// What layer `layer` makes of test image `image`, with its noise: each channel as a picture in grey, from its least
/// value to its greatest; numbers that are no image as bars.
Result<Drawing> activations_figure(const Typeface& type, ModelSubject& model, int layer, int image);

}  // namespace lab
