// Models and weights as the page opens them: into the network that it shows, or as one of its own. The first byte
// chooses the file's name. Model files get the right checksum, or nothing else would be reached.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "data/gzip.h"
#include "expect.h"
#include "io/imports.h"
#include "io/model_file.h"

using lab::fuzz::expect;
using lab::fuzz::expect_sentence;

namespace {

/// The network that is shown, as in corpus.mjs: images of 4 x 4 and some hundred weights, in arrays of all ranks there
/// are, so that a file of them is small enough to be changed byte by byte.
lab::ExperimentSpec small_spec() {
  lab::ExperimentSpec spec;
  spec.name = "small";
  spec.input = lab::Shape::image(4, 4, 1);
  spec.layers = {
      {"conv2d", {{"filters", 2.0}, {"kernel_size", 3.0}, {"padding", std::string("same")}}},
      {"batch_normalization", {}},
      {"max_pooling2d", {}},
      {"flatten", {}},
      {"dense", {{"units", 3.0}}},
      {"dense", {{"units", 16.0}, {"activation", std::string("sigmoid")}}},
      {"reshape", {{"target_shape", std::string("4x4x1")}}},
  };
  spec.loss = "mse";
  return spec;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lab::ExperimentSpec shown = small_spec();
  if (size == 0) return 0;
  std::vector<std::uint8_t> bytes(data + 1, data + size);
  const char* const names[] = {"x.aelab", "x.npz", "x.safetensors"};
  if (lab::is_model_file(bytes)) lab::put_u32(bytes, lab::crc32(bytes));
  const std::string name = names[data[0] % 3];
  if (!lab::holds_model(name, bytes)) return 0;
  const auto model = lab::open_model(name, bytes, shown);
  expect_sentence(model);
  if (!model) return 0;
  expect(lab::network_of(*model, 4).ok());
  return 0;
}
