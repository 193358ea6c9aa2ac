// The pictures of one's own that a browser has kept.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "expect.h"
#include "io/kept_pictures.h"

using lab::fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::uint8_t> bytes(data, data + size);
  const auto pictures = lab::unpack_pictures(bytes);
  lab::fuzz::expect_sentence(pictures);
  if (!pictures) return 0;
  for (const auto& picture : *pictures) {
    expect(picture->image.pixels.size() == static_cast<std::size_t>(picture->image.shape.size()));
    expect(picture->image.labels.size() <= 1);
  }
  const auto again = lab::unpack_pictures(lab::pack_pictures(*pictures));
  expect(again && again->size() == pictures->size());
  return 0;
}
