// What src/io reads: ZIP, NPY, NPZ, safetensors, model files. The first byte chooses what the rest is read as. Model
// files get the right checksum, or nothing else would be reached.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "data/gzip.h"
#include "data/zip.h"
#include "expect.h"
#include "io/model_file.h"
#include "io/npy.h"
#include "io/safetensors.h"

namespace {

using lab::fuzz::expect;
using lab::fuzz::expect_sentence;

/// What was accepted must be consistent.
void expect_consistent(const lab::Result<std::vector<lab::NamedArray>>& arrays) {
  expect_sentence(arrays);
  if (!arrays) return;
  for (const auto& array : *arrays) {
    expect(lab::value_count(array.shape) == static_cast<std::int64_t>(array.values.size()));
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
      expect(!model || lab::network_of(*model, 1));
  }
  return 0;
}
