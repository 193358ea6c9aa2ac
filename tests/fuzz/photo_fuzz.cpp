// The digit in a photo. The first bytes say size and settings, the rest are grey pixels, repeated as often as it takes.

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "data/photo/photo.h"
#include "expect.h"

using lab::fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHead = 5;
  if (size <= kHead) return 0;
  lab::Picture picture;
  picture.width = 1 + data[0];
  picture.height = 1 + data[1];
  picture.channels = 1 + data[2] % 4;
  picture.pixels.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) *
                        static_cast<std::size_t>(picture.channels));
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = data[kHead + i % (size - kHead)];

  const lab::Photo photo(picture);
  lab::PhotoSettings settings;
  settings.threshold = std::lerp(lab::PhotoSettings::kLeastFactor, lab::PhotoSettings::kMostFactor,
                                 static_cast<float>(data[3]) / 255.0F);
  if (data[4] % 3 != 0) settings.light = data[4] % 3 == 1;
  const lab::FoundDigit found = photo.find(settings);
  expect(found.shown.size() > 0 && found.evened.size() == static_cast<std::size_t>(found.shown.size()));
  expect(found.ink.size() == found.evened.size());
  expect(found.digit.size() == (found.found ? 1 : 0));
  if (!found.found) return 0;
  expect(found.digit.shape == lab::Shape::image(28, 28, 1));
  expect(0.0F <= found.box.left && found.box.left < found.box.right && found.box.right <= 1.0F);
  expect(0.0F <= found.box.top && found.box.top < found.box.bottom && found.box.bottom <= 1.0F);
  return 0;
}
