#pragma once

#include "data/image_set.h"

namespace lab {

/// Whether most of the pixels are nearly white: dark ink on light paper, while the digits that networks here are made
/// for are light on dark. Looks at up to a thousand images.
[[nodiscard]] bool on_light_paper(const ImageSet& images);

/// Whether a sentence should offer to turn these images round for a network of this input: own ones on light paper, and
/// the network sees them in grey. (In colour a light ground is as good as any.)
[[nodiscard]] bool may_want_inverting(const Dataset& data, const Shape& input);

/// Light becomes dark in all images, and light_paper is what comes of that.
void invert(Dataset& data);

}  // namespace lab
