#include "io/imports.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/bytes.h"
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
