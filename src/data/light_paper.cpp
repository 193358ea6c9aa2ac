#include "data/light_paper.h"

#include <algorithm>
#include <cstddef>

#include "data/fit_shape.h"

namespace lab {

bool on_light_paper(const ImageSet& images) {
  constexpr int kMost = 1000;
  constexpr std::uint8_t kNearlyWhite = 200;
  std::size_t light = 0;
  std::size_t all = 0;
  for (int i = 0; i < images.size(); i += std::max(images.size() / kMost, 1)) {
    const auto image = images.image(i);
    light += static_cast<std::size_t>(std::ranges::count_if(image, [](std::uint8_t p) { return p >= kNearlyWhite; }));
    all += image.size();
  }
  return light * 10 > all * 6;
}

bool may_want_inverting(const Dataset& data, const Shape& input) {
  const auto image = image_shape_of(input);
  return data.light_paper && data.generated == 0 && image && image->channels == 1;
}

void invert(Dataset& data) {
  for (ImageSet* part : {&data.train, &data.test}) {
    for (std::uint8_t& pixel : part->pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
  }
  data.inverted = !data.inverted;
  data.light_paper = on_light_paper(data.train);
}

}  // namespace lab
