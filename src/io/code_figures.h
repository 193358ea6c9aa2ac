#pragma once

#include "core/result.h"
#include "data/png.h"
#include "io/model_subject.h"

/// What the page's view "Code" shows, as pictures: made from the same observations.
namespace lab {

/// Test images as points in the plane of their codes, coloured by class. Refused for networks without a code.
Result<Picture> map_figure(ModelSubject& model);

/// What the decoder draws all over that plane: `side` times `side` pictures.
Result<Picture> grid_figure(ModelSubject& model, int side);

/// From test image `from` to `to`: above through the code, below pixel by pixel.
Result<Picture> between_figure(ModelSubject& model, int from, int to);

}  // namespace lab
