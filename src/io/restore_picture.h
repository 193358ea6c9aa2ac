#pragma once

#include "core/result.h"
#include "data/png.h"
#include "io/model_file.h"

namespace lab {

/// Runs an autoencoder on a picture of any size, in as many channels as the model has (see image_shape_of()). A picture
/// no larger than the model's input is scaled to it and back; a larger one is covered by overlapping tiles that are
/// blended into one another. Refuses classifiers and models whose input is not a square image.
Result<Picture> restore_picture(const SavedModel& model, const Picture& picture);

}  // namespace lab
