#pragma once

#include "data/image_set.h"

namespace lab {

/// Whether most of the pixels are nearly white: dark ink on light paper, while the digits that networks here are made
/// for are light on dark. Looks at up to a thousand images.
[[nodiscard]] bool on_light_paper(const ImageSet& images);

/// Light becomes dark in all images, and light_paper is what comes of that.
void invert(Dataset& data);

}  // namespace lab
