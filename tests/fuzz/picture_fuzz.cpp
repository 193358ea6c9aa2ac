// The decoders of pictures: PNG, JPEG, BMP, EXIF. The last byte says how many channels are wanted, so that files of a
// corpus stay files.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "data/png.h"
#include "expect.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int channels = size > 0 ? data[size - 1] % 5 : 0;
  // A copy of exactly that length, so that reading one byte beyond is seen.
  const std::vector<std::uint8_t> bytes(data, data + size);
  const auto picture = lab::decode_picture(bytes, channels);
  lab::fuzz::expect_sentence(picture);
  if (!picture) return 0;
  const auto expected = static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height) *
                        static_cast<std::size_t>(picture->channels);
  lab::fuzz::expect(picture->pixels.size() == expected && expected > 0);
  return 0;
}
