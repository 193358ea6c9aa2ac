#include "io/model_file.h"

#include <doctest/doctest.h>

#include <numeric>

#include "core/bytes.h"
#include "data/gzip.h"
#include "experiment/presets.h"
#include "experiment/spec_json.h"

using namespace lab;

namespace {

Network network_with_weights(const ExperimentSpec& spec) {
  auto network = Network::plan({spec.input, spec.layers, spec.loss}, 1);
  REQUIRE(network.ok());
  std::iota(network->parameters().begin(), network->parameters().end(), -3.5F);
  return std::move(*network);
}

Bytes sample() {
  const auto spec = find_preset("lab-dae");
  return write_model(*spec, network_with_weights(*spec));
}

/// A file as the first release wrote it.
Bytes version_1(const ExperimentSpec& spec, std::span<const float> weights) {
  Bytes out{'A', 'E', 'L', 'A', 'B', 0, 0, 1};
  const std::string json = spec_to_json(spec);
  put_u32(out, json.size());
  put_text(out, json);
  put_u32(out, weights.size());
  put_floats(out, weights);
  put_u32(out, crc32(out));
  return out;
}

/// Replaces the checksum by the right one.
Bytes sealed(Bytes bytes) {
  bytes.resize(bytes.size() - 4);
  put_u32(bytes, crc32(bytes));
  return bytes;
}

std::string refusal(const Bytes& bytes) {
  const auto model = read_model("m.aelab", bytes);
  return model ? std::string() : model.error().message;
}

}  // namespace

TEST_CASE("a model comes back as it was written") {
  const auto model = read_model("m.aelab", sample());
  REQUIRE(model.ok());
  CHECK(model->spec == *find_preset("lab-dae"));
  CHECK(model->parameters.size() == 50992);
  CHECK(model->parameters[0] == -3.5F);
  CHECK(model->parameters[50991] == 50987.5F);
  const auto network = network_of(*model, 4);
  REQUIRE(network.ok());
  CHECK(network->max_batch() == 4);
  CHECK(network->parameters()[7] == 3.5F);
}

TEST_CASE("models of version 1 are still read") {
  std::vector<float> weights(50992);
  std::iota(weights.begin(), weights.end(), 0.25F);
  const auto model = read_model("old.aelab", version_1(*find_preset("lab-dae"), weights));
  REQUIRE(model.ok());
  CHECK(model->spec.name == "lab-dae");
  CHECK(model->parameters == weights);
  const std::vector<float> few(10);
  CHECK(refusal(version_1(*find_preset("lab-dae"), few)).find("50992") != std::string::npos);
}

TEST_CASE("a damaged model is refused with a sentence, wherever it is cut or changed") {
  const auto good = sample();
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{5}, std::size_t{8}, std::size_t{11}, std::size_t{200}, good.size() - 1}) {
    CAPTURE(length);
    CHECK_FALSE(refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)}).empty());
  }
  for (std::size_t at = 0; at < good.size(); at += at < 2000 ? 37 : 9973) {
    CAPTURE(at);
    auto changed = good;
    changed[at] ^= 0x40;
    CHECK_FALSE(refusal(changed).empty());
  }
  auto longer = good;
  longer.push_back(0);
  CHECK(refusal(longer).find("damaged") != std::string::npos);
  auto newer = good;
  newer[7] = 9;
  CHECK(refusal(newer).find("version 9") != std::string::npos);
  CHECK(refusal({'P', 'K', 3, 4, 0, 0, 0, 0, 0}).find("not a model") != std::string::npos);
}

TEST_CASE("a model whose checksum is right but whose insides are not is refused too") {
  // Every byte of the header, the spec and the table of arrays, changed and sealed again: read as something valid, or
  // refused with a sentence; never a crash.
  const auto good = sample();
  const std::size_t values = good.size() - 4 - std::size_t{50992} * 4;
  for (std::size_t at = 0; at < values; ++at) {
    CAPTURE(at);
    auto changed = good;
    changed[at] ^= 0x11;
    const auto model = read_model("m.aelab", sealed(changed));
    if (model) {
      CHECK(network_of(*model, 1).ok());
    } else {
      CHECK_FALSE(model.error().message.empty());
    }
  }
  // The last four bytes before the values are the size of the last bias.
  auto resized = good;
  resized[values - 4] ^= 1;
  CHECK(refusal(sealed(resized)).find("damaged") != std::string::npos);
}

TEST_CASE("weights that belong to another network are refused by name and shape") {
  const auto spec = find_preset("lab-dae");
  auto other = *spec;
  other.layers[0].set("units", 33.0);
  CHECK(refusal(write_model(*spec, network_with_weights(other))).find("dense/kernel is (784, 33)") !=
        std::string::npos);
}
