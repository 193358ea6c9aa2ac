#pragma once

#include "core/result.h"
#include "io/drawing.h"
#include "io/model_subject.h"

/// What the page's view "Code" shows, as figures: made from the same observations. Typefaces must live as long as the
/// drawings.
namespace lab {

/// Test images as points in the plane of their codes, coloured by class. Refused for networks without a code.
Result<Drawing> map_figure(const Typeface& type, ModelSubject& model);

/// What the decoder draws all over that plane: `side` times `side` pictures.
Result<Drawing> grid_figure(const Typeface& type, ModelSubject& model, int side);

/// From test image `from` to `to`: above through the code, below pixel by pixel.
Result<Drawing> between_figure(const Typeface& type, ModelSubject& model, int from, int to);

}  // namespace lab
