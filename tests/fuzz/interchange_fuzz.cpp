// libFuzzer target for what src/io reads from strangers: model files, NPZ and safetensors. Not part of the default
// tests. With clang, in bash, after a native build (which knows where the libraries are):
//   I="$(grep -oE -- '-isystem [^ ]+' build/native/compile_commands.json | sort -u)"
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize=nonnull-attribute -w -Isrc $I
//     tests/fuzz/interchange_fuzz.cpp src/io/{model_file,npy,safetensors,weights,zip}.cpp
//     src/data/{gzip,stb_image_impl}.cpp src/data/noise/*.cpp src/nn/{,kernels/,layers/}*.cpp src/core/*.cpp
//     src/experiment/*.cpp -pthread -o interchange_fuzz
//   ./interchange_fuzz -max_len=8192
// The first byte chooses what the rest is read as. Model files get the right checksum, or nothing else would be
// reached.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "data/gzip.h"
#include "io/bytes.h"
#include "io/model_file.h"
#include "io/npy.h"
#include "io/safetensors.h"
#include "io/zip.h"

namespace {

template <class T>
void expect_sentence(const lab::Result<T>& result) {
  if (!result && result.error().message.empty()) std::abort();
}

/// What was accepted must be consistent.
void expect_consistent(const lab::Result<std::vector<lab::NamedArray>>& arrays) {
  expect_sentence(arrays);
  if (!arrays) return;
  for (const auto& array : *arrays) {
    if (lab::value_count(array.shape) != static_cast<std::int64_t>(array.values.size())) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::vector<std::uint8_t> bytes(data + 1, data + size);
  switch (data[0] % 5) {
    case 0: expect_sentence(lab::read_npy("x", bytes)); break;
    case 1: expect_consistent(lab::read_npz("x", bytes)); break;
    case 2: expect_consistent(lab::read_safetensors("x", bytes)); break;
    case 3: expect_sentence(lab::read_zip("x", bytes)); break;
    default:
      lab::put_u32(bytes, lab::crc32(bytes));
      const auto model = lab::read_model("x", bytes);
      expect_sentence(model);
      if (model && !lab::network_of(*model, 1)) std::abort();
  }
  return 0;
}
