// libFuzzer target for everything that reads files from strangers: IDX, gzip, pictures. Not part of the default tests.
// With clang, D=src/data and STB the folder that holds stb/:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize=nonnull-attribute -w -Isrc -I$STB
//     tests/fuzz/idx_fuzz.cpp $D/idx.cpp $D/gzip.cpp $D/png.cpp $D/stb_image_impl.cpp -o idx_fuzz
//   ./idx_fuzz -max_len=4096
// (stb_image calls memcpy with a null pointer and no bytes, hence the one check left out.) The first byte chooses what
// the rest is read as, and where it is cut into files.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "data/gzip.h"
#include "data/idx.h"
#include "data/png.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned choice = data[0];
  const std::vector<std::uint8_t> bytes(data + 1, data + size);
  if (choice % 8 == 0) {
    const auto picture = lab::decode_picture(bytes, static_cast<int>(choice / 8 % 5));
    if (!picture && picture.error().message.empty()) std::abort();
    return 0;
  }
  if (choice % 8 == 1) {
    const auto unpacked = lab::gunzip("x", bytes, 1U << 20);
    if (unpacked && unpacked->size() > (1U << 20)) std::abort();
    return 0;
  }
  const char* const names[] = {"train-images", "t10k-labels", "x", "test"};
  const std::size_t count = choice % 4 + 1;
  std::vector<lab::NamedFile> files;
  for (std::size_t i = 0; i < count; ++i) {
    const auto first = static_cast<std::ptrdiff_t>(bytes.size() * i / count);
    const auto last = static_cast<std::ptrdiff_t>(bytes.size() * (i + 1) / count);
    files.emplace_back(names[(i + choice / 8) % 4],
                       std::vector<std::uint8_t>(bytes.begin() + first, bytes.begin() + last));
  }
  const auto set = lab::dataset_from_idx(files);
  if (!set) {
    if (set.error().message.empty()) std::abort();
    return 0;
  }
  // What was accepted must be consistent.
  for (const lab::ImageSet* part : {&set->train, &set->test}) {
    const auto n = static_cast<std::size_t>(part->size());
    if (n == 0 || part->pixels.size() != n * static_cast<std::size_t>(part->shape.size())) std::abort();
    if (!part->labels.empty() && part->labels.size() != n) std::abort();
    if (part->shape != set->train.shape) std::abort();
  }
  return 0;
}
