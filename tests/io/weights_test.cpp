#include "io/weights.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "experiment/presets.h"

using namespace lab;

namespace {

Network planned(const char* preset) {
  const auto spec = find_preset(preset);
  REQUIRE(spec.ok());
  auto network = Network::plan({spec->input, spec->layers, spec->loss}, 1);
  REQUIRE(network.ok());
  return std::move(*network);
}

}  // namespace

TEST_CASE("weights have Keras's names and shapes, and go back where they came from in any order") {
  Network network = planned("lab-dae");
  std::iota(network.parameters().begin(), network.parameters().end(), 0.5F);
  auto arrays = weights_of(network);
  REQUIRE(arrays.size() == 4);
  CHECK(arrays[0].name == "dense/kernel");
  CHECK(arrays[0].shape == std::vector<int>{784, 32});
  CHECK(arrays[3].name == "dense_1/bias");
  CHECK(arrays[3].shape == std::vector<int>{784});
  CHECK(arrays[3].values.back() == 50991.5F);

  std::ranges::reverse(arrays);
  arrays[1].name += ":0";  // as older versions of Keras name it
  Network copy = planned("lab-dae");
  REQUIRE(load_weights("w.npz", arrays, copy).ok());
  CHECK(std::ranges::equal(copy.parameters(), network.parameters()));
}

TEST_CASE("missing, surplus and ill-shaped arrays are named, and the network stays as it was") {
  Network network = planned("lab-dae");
  std::ranges::fill(network.parameters(), 1.0F);
  const auto good = weights_of(planned("lab-dae"));
  const auto refusal = [&](const std::vector<NamedArray>& arrays) {
    const Status status = load_weights("w.npz", arrays, network);
    CHECK(std::ranges::all_of(network.parameters(), [](float w) { return w == 1.0F; }));
    return status ? std::string() : status.error().message;
  };
  CHECK(refusal({good[0], good[1], good[2]}).find("lacks these arrays of the network: dense_1/bias") !=
        std::string::npos);
  auto surplus = good;
  surplus.push_back({"dense_2/bias", {1}, {0.0F}});
  CHECK(refusal(surplus).find("has not: dense_2/bias") != std::string::npos);
  auto twice = good;
  twice.push_back(good[0]);
  CHECK(refusal(twice).find("two arrays called \"dense/kernel\"") != std::string::npos);
  CHECK(refusal(weights_of(planned("mlp"))).find("dense/kernel is (784, 64) in w.npz, but (784, 32)") !=
        std::string::npos);
  CHECK(refusal({}).find("dense/kernel, dense/bias") != std::string::npos);
}
