// libFuzzer target for the picture decoders (PNG, JPEG, BMP, EXIF). Not part of the default tests.
// With clang, in bash, after a native build (which knows where the libraries are):
//   I="$(grep -oE -- '-isystem [^ ]+' build/native/compile_commands.json | sort -u)"
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize=nonnull-attribute -w -Isrc $I
//     tests/fuzz/picture_fuzz.cpp src/data/{exif,png,stb_image_impl}.cpp -o picture_fuzz
//   ./picture_fuzz -max_len=8192 -rss_limit_mb=4096 CORPUS     # a folder with a few small pictures of each kind
// (stb_image calls memcpy with a null pointer and no bytes, hence the one check left out.)

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "data/png.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The last byte says how many channels are wanted, so that files of a corpus stay files.
  const int channels = size > 0 ? data[size - 1] % 5 : 0;
  // A copy of exactly that length, so that reading one byte beyond is seen.
  const std::vector<std::uint8_t> bytes(data, data + size);
  const auto picture = lab::decode_picture(bytes, channels);
  if (!picture) {
    if (picture.error().message.empty()) std::abort();
    return 0;
  }
  const auto expected = static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height) *
                        static_cast<std::size_t>(picture->channels);
  if (picture->pixels.size() != expected || expected == 0) std::abort();
  return 0;
}
