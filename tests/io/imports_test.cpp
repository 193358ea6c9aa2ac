#include "io/imports.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/bytes.h"
#include "data/zip.h"
#include "experiment/presets.h"
#include "io/exports.h"
#include "io/npy.h"

using namespace lab;

namespace {

SavedModel sample() {
  SavedModel model{*find_preset("lab-dae"), std::vector<float>(50992, 0.25F)};
  return model;
}

std::string refusal(const std::string& name, const Bytes& bytes) {
  const auto model = open_model(name, bytes, *find_preset("lab-dae"));
  return model ? std::string() : model.error().message;
}

}  // namespace

TEST_CASE("models are told from images by their first bytes or by their names") {
  const Bytes model = export_file("model", sample(), {})->bytes;
  CHECK(holds_model("renamed.bin", model));
  CHECK(holds_model("W.NPZ", {}));
  CHECK(holds_model("folder/w.safetensors", {}));
  CHECK(holds_model("m.aelab", {}));
  const Bytes png{0x89, 'P', 'N', 'G'};
  CHECK_FALSE(holds_model("digit.png", png));
  CHECK_FALSE(holds_model("train-images-idx3-ubyte", {}));
  CHECK_FALSE(holds_model("npz", {}));
}

TEST_CASE("a model file brings its own network, whichever one is shown") {
  const auto model = open_model("m.AELAB", export_file("model", sample(), {})->bytes, *find_preset("mlp"));
  REQUIRE(model.ok());
  CHECK(model->spec.name == "lab-dae");
  CHECK(std::ranges::all_of(model->parameters, [](float weight) { return weight == 0.25F; }));
}

TEST_CASE("damaged files and weights of other networks are refused with a sentence that names the file") {
  Bytes model = export_file("model", sample(), {})->bytes;
  model[model.size() / 2] ^= 1U;
  CHECK(refusal("m.aelab", model) == "m.aelab is damaged: its checksum does not match.");
  model.resize(1000);
  CHECK(refusal("m.aelab", model).starts_with("m.aelab is damaged"));
  CHECK(refusal("m.aelab", {}) == "m.aelab is not a model of Autoencoder Lab.");
  CHECK(refusal("w.npz", {1, 2, 3}).starts_with("w.npz is not a ZIP archive"));
  CHECK_FALSE(refusal("w.safetensors", {1, 2, 3}).empty());
  CHECK(refusal("w.npz", write_npz(std::vector<NamedArray>{{"dense/kernel", {1}, {0.0F}}}))
            .find("dense/kernel is (1,) in w.npz, but (784, 32) in the network") != std::string::npos);
  CHECK(read_weights("w.h5", {}).error().message ==
        "The name of w.h5 must end in .npz or .safetensors, to say what it is.");
}

TEST_CASE("an .npz file of images is none of weights") {
  const auto npz = [](const char* name, std::vector<int> shape) {
    std::size_t size = 1;
    for (const int side : shape) size *= static_cast<std::size_t>(side);
    return write_npz(std::vector<NamedArray>{{name, std::move(shape), std::vector<float>(size)}});
  };
  CHECK_FALSE(holds_model("mnist.npz", npz("x_train", {7, 3, 3})));
  CHECK_FALSE(holds_model("d.npz", npz("images", {7, 9})));
  CHECK(holds_model("w.npz", npz("dense/kernel", {7, 9})));
  CHECK(holds_model("w.npz", npz("0.weight", {7, 9})));
  CHECK(holds_model("w.npz", npz("arr_0", {7, 9})));
  // Bytes are pixels, whatever they are called.
  const std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 9), }                    \n";
  Bytes bytes;
  put_text(bytes, "\x93NUMPY");
  put_u16(bytes, 1);
  put_u16(bytes, header.size());
  put_text(bytes, header);
  bytes.resize(bytes.size() + 18);
  CHECK_FALSE(holds_model("d.npz", write_zip(std::vector<ZipEntry>{{"arr_0.npy", bytes}})));
}
