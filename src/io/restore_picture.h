#pragma once

#include "core/result.h"
#include "data/png.h"
#include "io/model_file.h"

namespace lab {

/// Runs an autoencoder for grey images on a grey picture of any size. A picture no larger than the model's input is
/// scaled to it and back; a larger one is covered by overlapping tiles that are blended into one another. Refuses
/// classifiers and models whose input is not a square grey image.
Result<Picture> restore_picture(const SavedModel& model, const Picture& picture);

}  // namespace lab
